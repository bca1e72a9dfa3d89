import Numerics
import Testing

@Suite struct DecimalWriterTests {
  @Test(
    "A number is written with the digits that it needs",
    arguments: [
      (1.0, "1"), (1.3, "1.3"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (-0.0, "-0"),
      (0, "0"),
      (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (-.nan, "nan"),
      (1.6900000000000002, "1.6900000000000002"), (0.1, "0.1"), (100, "100"), (-10.5, "-10.5"),
      (1e15, "1000000000000000"), (1e16, "1e+16"), (0.0001, "0.0001"), (0.00001, "1e-05"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (0x1p53, "9007199254740992"),
      (0x1p-1030, "8.691694759794e-311"), (123456789.125, "123456789.125"),
    ])
  func shortest(value: Double, text: String) {
    #expect(DecimalWriter.text(value) == text)
  }

  @Test(
    "A number of digits is rounded correctly and has no trailing zeros",
    arguments: [
      (1.0, 5, "1"), (Double.pi, 3, "3.14"), (2.0 / 3, 6, "0.666667"), (1e300, 3, "1e+300"),
      (1234567, 3, "1.23e+06"), (0.5, 0, "0.5"), (0.5, -3, "0.5"), (2.5, 1, "2"), (3.5, 1, "4"),
      (1.005, 3, "1"), (99.99, 2, "1e+02"), (-0.0, 4, "-0"), (.infinity, 4, "inf"),
      (.nan, 4, "nan"),
      (-.infinity, 4, "-inf"), (0.1, 20, "0.10000000000000000555"), (0.25, 1_000_000, "0.25"),
      (.leastNonzeroMagnitude, 3, "4.94e-324"), (0.00012345, 3, "0.000123"),
    ])
  func digits(value: Double, digits: Int, text: String) {
    #expect(DecimalWriter.text(value, significantDigits: digits) == text)
  }

  @Test("A double has at most 767 significant digits, and all can be had")
  func allDigits() throws {
    let value = 0x1.fffffffffffffp-1022
    let text = DecimalWriter.text(value, significantDigits: .max)
    #expect(text.count == 767 + ".e-308".count)
    #expect(DecimalReaderTests.read(text) == value)
  }

  @Test("What is written reads back, and no fewer digits would")
  func roundTrip() {
    var generator = Pseudorandom(seed: 3)
    var failures: [Double] = []
    for _ in 0..<100_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let text = DecimalWriter.text(value)
      if DecimalReaderTests.read(text) != value { failures.append(value) }
      let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }.count
      if digits > 16, let fewer = Double(DecimalWriter.text(value, significantDigits: digits - 1)),
        fewer == value
      {
        failures.append(value)
      }
    }
    #expect(failures == [])
  }

  @Test("Text is appended to what is there")
  func appending() {
    var bytes = Array("x = ".utf8)
    DecimalWriter.append(1, to: &bytes)
    bytes.append(contentsOf: ", y = ".utf8)
    DecimalWriter.append(.pi, significantDigits: 3, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "x = 1, y = 3.14")
  }
}
