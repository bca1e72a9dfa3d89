/// Sine and cosine of double-doubles, with relative errors below 2⁻⁶⁵, and the reduction of angles.
extension DoubleDouble {
  /// Sine and cosine of an angle of at most π/4 (and a little).
  ///
  /// x = k/16 + t with |t| ≤ 1/32, and the addition theorem with sin(k/16), cos(k/16) from a table.
  static func sineAndCosine(
    ofReduced x: DoubleDouble
  ) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    let index = Int((abs(x.high) * 16).rounded(.toNearestOrEven))
    let isNegative = x.high < 0
    let rest = (isNegative ? -x : x) - Double(index) * 0.0625
    let t = rest.high
    let square = product(t, t)
    let z = square.high
    let sineTail = -1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880)))
    let cosineTail =
      1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3_628_800)))
    let smallSine = rest.adding(small: DoubleDouble(t * (z * sineTail)))
    let belowHalfSquare = z * (z * cosineTail) - 0.5 * square.low - t * rest.low
    let smallCosineMinusOne = DoubleDouble.orderedSum(-0.5 * z, belowHalfSquare)
    if index == 0 {
      return (
        isNegative ? -smallSine : smallSine, DoubleDouble(1).adding(small: smallCosineMinusOne)
      )
    }
    let entry = 4 * index
    let gridSine = DoubleDouble(grid[entry], grid[entry + 1])
    let gridCosine = DoubleDouble(grid[entry + 2], grid[entry + 3])
    let sine = gridSine + (gridCosine * smallSine + gridSine * smallCosineMinusOne)
    let cosine =
      gridCosine + (gridCosine * smallCosineMinusOne - gridSine * smallSine)
    return (isNegative ? -sine : sine, cosine)
  }

  /// Sine and cosine of any finite angle in radians.
  static func sineAndCosine(_ x: Double) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    if abs(x) <= 0.78 { return sineAndCosine(ofReduced: DoubleDouble(x)) }
    let (quadrant, rest) = reduceAngle(abs(x))
    let turned = turn(sineAndCosine(ofReduced: rest), quadrants: quadrant)
    return x < 0 ? (-turned.sine, turned.cosine) : turned
  }

  /// Sine and cosine of πx for finite x: x - n/2 is exact, and so are the zeros.
  static func sineAndCosine(
    ofPiTimes x: Double
  ) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    let halves = (2 * fmod(x, 2)).rounded(.toNearestOrEven)
    let rest = fmod(x, 2) - 0.5 * halves
    return turn(sineAndCosine(ofReduced: pi * rest), quadrants: Int(halves) & 3)
  }

  /// Sine and cosine of the angle plus a number of right angles, 0 to 3.
  @inline(__always)
  static func turn(
    _ value: (sine: DoubleDouble, cosine: DoubleDouble), quadrants: Int
  ) -> (sine: DoubleDouble, cosine: DoubleDouble) {
    switch quadrants {
    case 0: return value
    case 1: return (value.cosine, -value.sine)
    case 2: return (-value.sine, -value.cosine)
    default: return (-value.cosine, value.sine)
    }
  }

  /// x less the nearest multiple of π/2, and that multiple modulo 4, for x from 2⁻⁶ to infinity.
  ///
  /// x = m·2^e with a whole m. Of 2/π only the 192 bits from place e - 1 on matter: those before
  /// make multiples of four right angles, those after less than 2⁻¹³⁷, while no double comes nearer
  /// than 2⁻⁶² to a multiple. Source: M. Payne, R. Hanek, "Radian reduction for trigonometric
  /// functions", doi:10.1145/1057600.1057602.
  static func reduceAngle(_ x: Double) -> (quadrant: Int, rest: DoubleDouble) {
    let exponent = Int(x.bitPattern >> 52) - 1075
    let whole = x.bitPattern & 0x000F_FFFF_FFFF_FFFF | 1 << 52
    let (w0, w1, w2) = bitsOfTwoOverPi(from: exponent - 2)
    // whole·(w0, w1, w2) modulo 2¹⁹²: the product modulo four right angles, as a fraction of them.
    let p2 = whole.multipliedFullWidth(by: w2)
    let p1 = whole.multipliedFullWidth(by: w1)
    let (f1, carry) = p1.low.addingReportingOverflow(p2.high)
    var f = (whole &* w0 &+ p1.high &+ (carry ? 1 : 0), f1, p2.low)
    let quadrant = Int((f.0 &+ 1 << 61) >> 62)
    f.0 &-= UInt64(quadrant) << 62
    let isNegative = f.0 >> 63 == 1
    if isNegative { f = (~f.0, ~f.1, ~f.2) }  // up to 2⁻¹⁹⁰, the last place
    let right = fraction(f)
    let rest = halfPi * (isNegative ? -right : right)
    return (quadrant & 3, rest)
  }

  /// The 192 bits of 2/π after the first `start` ones behind the point; `start` may be negative.
  private static func bitsOfTwoOverPi(from start: Int) -> (UInt64, UInt64, UInt64) {
    func word(_ index: Int) -> UInt64 {
      let first = start + 64 * index
      let place = first >> 6
      let shift = UInt64(first & 63)
      let upper = place >= 0 ? twoOverPi[place] : 0
      if shift == 0 { return upper }
      let lower = place + 1 >= 0 ? twoOverPi[place + 1] : 0
      return upper << shift | lower >> (64 - shift)
    }
    return (word(0), word(1), word(2))
  }

  /// A fraction of four right angles, given by 192 bits, in right angles.
  private static func fraction(_ words: (UInt64, UInt64, UInt64)) -> DoubleDouble {
    var (f0, f1, f2) = words
    var scale = 0x1p-62
    if f0 == 0 {
      (f0, f1, f2) = (f1, f2, 0)
      scale *= 0x1p-64
    }
    let zeros = f0.leadingZeroBitCount
    if zeros > 0 {
      f0 = f0 << zeros | f1 >> (64 - zeros)
      f1 = f1 << zeros | f2 >> (64 - zeros)
      scale *= PowerOfTwo.power(-zeros)
    }
    let upper = Double(f0 & ~0x7FF) * scale
    let lower = (Double(f0 & 0x7FF) + Double(f1) * 0x1p-64) * scale
    return orderedSum(upper, lower)
  }

  /// Bits of 2/π behind the point.
  private static let twoOverPi: [UInt64] = [
    0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041, 0xFE51_63AB_DEBB_C561,
    0xB724_6E3A_424D_D2E0, 0x0649_2EEA_09D1_921C, 0xFE1D_EB1C_B129_A73E, 0xE882_35F5_2EBB_4484,
    0xE99C_7026_B45F_7E41, 0x3991_D639_8353_39F4, 0x9C84_5F8B_BDF9_283B, 0x1FF8_97FF_DE05_980F,
    0xEF2F_118B_5A0A_6D1F, 0x6D36_7ECF_27CB_09B7, 0x4F46_3F66_9E5F_EA2D, 0x7527_BAC7_EBE5_F17B,
    0x3D07_39F7_8A52_92EA, 0x6BFB_5FB1_1F8D_5D08, 0x5603_3046_FC7B_6BAB, 0xF0CF_BC20_9AF4_361D,
  ]

  /// sin(k/16) and cos(k/16) for k = 0…13, high and low parts in turn.
  private static let grid: [Double] = [
    0x0p0, 0x0p0, 0x1p0, 0x0p0,
    0x1.ffaaaeeed4edbp-5, -0x1.2d16d32684b69p-59, 0x1.ff0015549f4d3p-1, 0x1.328387b99426fp-55,
    0x1.feaaeee86ee36p-4, -0x1.afcb2bcc6f03bp-59, 0x1.fc015527d5bd3p-1, 0x1.b68f35094efb8p-55,
    0x1.7dc102fbaf2b5p-3, 0x1.5ab50e23c97c3p-59, 0x1.f706bdf9ece1cp-1, -0x1.698c80c36dcb4p-55,
    0x1.faaeed4f31577p-3, -0x1.15d88508e32b8p-57, 0x1.f01549f7deea1p-1, 0x1.d3c1e99e5cafdp-55,
    0x1.3ad129769d3d8p-2, 0x1.03d550487839ap-63, 0x1.e733ea0193d4p-1, -0x1.6428b3546ce13p-55,
    0x1.7710255764214p-2, -0x1.6ead7314bb6cep-57, 0x1.dc6b7eb995912p-1, 0x1.4b364776dcd35p-58,
    0x1.b1d8305321617p-2, -0x1.ae242cb99f519p-56, 0x1.cfc6cfa52ad9fp-1, 0x1.8b5b5508f2a0dp-55,
    0x1.eaee8744b05fp-2, -0x1.789b43c9b027dp-58, 0x1.c1528065b7d5p-1, -0x1.892111312e828p-55,
    0x1.110d0c4b69c3bp-1, 0x1.d918998809981p-55, 0x1.b11d04162a4c6p-1, 0x1.1dd561efbc0c2p-56,
    0x1.2b91dea88421ep-1, -0x1.fa371db216abp-55, 0x1.9f368ed912f85p-1, -0x1.1d200c5791606p-55,
    0x1.44eb381cf386bp-1, -0x1.3ed6c1e6a5505p-55, 0x1.8bb105a5dc9p-1, 0x1.863e03e9474c1p-55,
    0x1.5cffc16bf8f0dp-1, 0x1.96cb370eb578ap-55, 0x1.769fec655211fp-1, -0x1.827d5cf8c68c5p-57,
    0x1.73b7680dea578p-1, -0x1.2248306dc12a2p-56, 0x1.6018526f563dfp-1, 0x1.46ca5e0e432dp-55,
  ]
}
