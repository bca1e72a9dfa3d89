extension Elementary {
  /// The sines and the cosines of the same angles, bit for bit those of `sin` and `cos`, for little
  /// more than the cost of one of them.
  ///
  /// `sines` or `cosines` may be where `x` is.
  package static func sineAndCosine(
    _ x: UnsafePointer<Double>, _ sines: UnsafeMutablePointer<Double>,
    _ cosines: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var lane = 0
    while lane &+ EightLanes.count <= count {
      let angle = LaneAngle(EightLanes(at: x + lane))
      if EightLanes.everywhere(angle.isSound) {
        let (sine, cosine) = angle.sineAndCosine
        sine.store(at: sines + lane)
        cosine.store(at: cosines + lane)
      } else {
        oneByOne(x + lane, sines + lane, cosines + lane, EightLanes.count)
      }
      lane &+= EightLanes.count
    }
    oneByOne(x + lane, sines + lane, cosines + lane, count &- lane)
  }

  private static func oneByOne(
    _ x: UnsafePointer<Double>, _ sines: UnsafeMutablePointer<Double>,
    _ cosines: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for lane in 0..<count {
      let x = x[lane]
      let angle = LaneAngle(OneLane(x))
      if angle.isSound {
        let (sine, cosine) = angle.sineAndCosine
        sines[lane] = sine.value
        cosines[lane] = cosine.value
      } else {
        sines[lane] = SineFunction.rare(x)
        cosines[lane] = CosineFunction.rare(x)
      }
    }
  }

  /// Powers of the same numbers with several exponents, bit for bit those of `Arithmetic.power`.
  ///
  /// The last result may be where `x` is.
  ///
  /// - Parameter exponents: none for which `isProduct` holds.
  package static func powers(
    _ x: UnsafePointer<Double>, _ exponents: UnsafeBufferPointer<Double>,
    _ results: UnsafeBufferPointer<UnsafeMutablePointer<Double>>, _ count: Int
  ) {
    PowerFunction.applyFamily(x, exponents, results, count)
  }

  /// Whether the power with this exponent is computed as a product, which needs no logarithm.
  package static func isProduct(exponent: Double) -> Bool { PowerFunction.isProduct(exponent) }
}
