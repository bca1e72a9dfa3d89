/// Random numbers that are the same everywhere: splitmix64 (Steele, Lea & Flood 2014,
/// doi:10.1145/2714064.2660195).
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// In 0 ..< 1.
  mutating func nextFraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Of magnitude ½ to 1, with either sign: no weight is so small that what it weighs is lost.
  mutating func nextWeight() -> Double {
    let bits = next()
    let magnitude = 0.5 + Double(bits >> 12) * 0x1p-53
    return bits & 1 == 0 ? magnitude : -magnitude
  }
}
