extension Elementary {
  /// The sines and the cosines of the same angles, bit for bit those of `sin` and `cos`.
  ///
  /// `sines` may be where `x` is.
  package static func sineAndCosine(
    _ x: UnsafePointer<Double>, _ sines: UnsafeMutablePointer<Double>,
    _ cosines: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for lane in 0..<count {
      let angle = x[lane]
      sines[lane] = Circular.sine(angle)
      cosines[lane] = Circular.cosine(angle)
    }
  }
}
