import Numerics

/// Decimals read and written.
enum NumberBenchmark {
  private static let count = 1000

  static func run() {
    print(padded("numbers, ns each", 30), "   read    write")
    var draws = Draws()
    let full = (0..<count).map { _ in draws.next(in: -2...2) }
    measure("as many digits as there are", full)
    measure("six digits", full.map { ($0 * 1e5).rounded() / 1e5 })
    measure("whole, up to 10^6", full.map { ($0 * 5e5).rounded() })
  }

  private static func measure(_ name: String, _ numbers: [Double]) {
    var text: [UInt8] = []
    for number in numbers {
      DecimalWriter.append(number, to: &text)
      text.append(UInt8(ascii: ","))
    }
    var sum = 0.0
    let read = text.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return 0.0 }
      return Timing.nanoseconds {
        var (next, end) = (start, start + text.count)
        while next < end {
          let prefix = DecimalReader.readPrefix(next, end)
          sum += prefix.value
          next = prefix.end + 1
        }
      }
    }
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + DecimalWriter.capacity)
    defer { room.deallocate() }
    let write = Timing.nanoseconds {
      var next = room
      for number in numbers { next += DecimalWriter.write(number, to: next) }
    }
    precondition(sum.isFinite, "what was written is read")
    print(
      padded(name, 28), column(read / Double(count)), column(write / Double(count), width: 8))
  }
}
