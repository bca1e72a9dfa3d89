/// Kernels of special functions over lanes. Orders come first, as in `besselj(n, x)`.
package enum Special {
  package static var erf: UnaryKernel { { x, r, n in lanes(x, r, n) { ErrorFunction.erf($0) } } }
  package static var erfc: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.complement($0) }
    }
  }
  package static var erfcx: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.scaled($0) }
    }
  }
  package static var erfcxderivative: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { ErrorFunction.derivativeOfScaled(order: $0, $1) }
    }
  }
  package static var lognormcdf: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.logarithmOfProbability($0) }
    }
  }
  package static var lognormcdfderivative: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { ErrorFunction.derivativeOfLogarithm(order: $0, $1) }
    }
  }
  package static var normcdf: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.normalProbability($0) }
    }
  }
  package static var normpdf: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.normalDensity($0) }
    }
  }
  package static var erfinvslope: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.inverseSlope($0) }
    }
  }
  package static var erfinv: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { ErrorFunction.inverse($0) }
    }
  }
  package static var gamma: UnaryKernel {
    { x, r, n in lanes(x, r, n) { GammaFunction.gamma($0) } }
  }
  package static var lgamma: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { GammaFunction.logarithm($0) }
    }
  }
  package static var digamma: UnaryKernel {
    { x, r, n in lanes(x, r, n) { Polygamma.digamma($0) } }
  }
  package static var polygamma: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Polygamma.polygamma($0, $1) }
    }
  }
  package static var besselj: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Bessel.firstKind($0, $1) }
    }
  }
  package static var bessely: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { Bessel.secondKind($0, $1) }
    }
  }
  package static var besseli: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { ModifiedBessel.firstKind($0, $1) }
    }
  }
  package static var besselk: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { ModifiedBessel.secondKind($0, $1) }
    }
  }
  package static var sincderivative: BinaryKernel {
    { x, i, y, j, r, n in
      lanes(x, i, y, j, r, n) { SincDerivative.value(order: $0, $1) }
    }
  }
  package static var lambertwslope: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { LambertW.slope($0) }
    }
  }
  package static var lambertw: UnaryKernel {
    { x, r, n in
      lanes(x, r, n) { LambertW.principal($0) }
    }
  }
}
