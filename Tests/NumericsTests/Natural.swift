/// A natural number of any size, for exact references: words of 32 bits, the lowest first.
struct Natural: Comparable {
  private var words: [UInt32] = []

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
    trim()
  }

  init(high: UInt64, low: UInt64) {
    self = Natural(high).shifted(by: 64) + Natural(low)
  }

  static func * (left: Natural, right: UInt32) -> Natural {
    var product = left
    var carry: UInt64 = 0
    for index in product.words.indices {
      carry += UInt64(product.words[index]) * UInt64(right)
      product.words[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    product.words.append(UInt32(carry))
    product.trim()
    return product
  }

  static func + (left: Natural, right: Natural) -> Natural {
    var sum = left
    var carry: UInt64 = 0
    for index in 0..<max(left.words.count, right.words.count) + 1 {
      if index == sum.words.count { sum.words.append(0) }
      carry += UInt64(sum.words[index])
      carry += index < right.words.count ? UInt64(right.words[index]) : 0
      sum.words[index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    sum.trim()
    return sum
  }

  static func < (left: Natural, right: Natural) -> Bool {
    if left.words.count != right.words.count { return left.words.count < right.words.count }
    return left.words.reversed().lexicographicallyPrecedes(right.words.reversed())
  }

  /// Multiplied by a power of two.
  func shifted(by count: Int) -> Natural {
    var result = self * (1 << UInt32(count % 32))
    result.words.insert(contentsOf: repeatElement(0, count: count / 32), at: 0)
    result.trim()
    return result
  }

  /// Multiplied by a power.
  func times(_ base: UInt32, toThe exponent: Int) -> Natural {
    (0..<exponent).reduce(self) { product, _ in product * base }
  }

  /// The decimal digits.
  var decimal: String {
    var rest = words
    var groups: [String] = []
    while !rest.isEmpty {
      var remainder: UInt64 = 0
      for index in rest.indices.reversed() {
        remainder = remainder << 32 | UInt64(rest[index])
        rest[index] = UInt32(remainder / 1_000_000_000)
        remainder %= 1_000_000_000
      }
      while rest.last == 0 { rest.removeLast() }
      let group = String(remainder)
      groups.append(
        rest.isEmpty ? group : String(repeating: "0", count: 9 - group.count) + group)
    }
    return groups.isEmpty ? "0" : groups.reversed().joined()
  }

  private mutating func trim() {
    while words.last == 0 { words.removeLast() }
  }
}
