extension Elementary {
  /// The sines and the cosines of the same angles, bit for bit those of `sin` and `cos`, for little
  /// more than the cost of one of them.
  ///
  /// `sines` may be where `x` is.
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
}
