import Diagnostics
import Dialects
import Graph
import Language
import Testing

/// Messages about what was read point into what was pasted.
@Suite("Places in pasted texts")
struct PlaceTests {
  private func conversion(_ dialect: Dialect, _ text: String) throws -> Conversion {
    try dialect.convert(
      SourceText(name: "expression", text), known: KnownNames(isFunction: { _ in false }))
  }

  @Test(
    "A part of the program has the place of what it was read from",
    arguments: [
      (#"\frac{a}{b} + \sin x"#, "sin(x)", #"\sin x"#),
      (#"\frac{a}{b} + \sin x"#, "a/b", #"\frac{a}{b}"#),
      (#"\theta_0^2"#, "theta_0", #"\theta_0"#),
      (#"e^{-x} + 1"#, "exp(-x)", #"e^{-x}"#),
      (#"y = \frac{1}{2} x; y^2"#, "y^2", "y^2"),
    ])
  func part(text: String, part: String, written: String) throws {
    let program = try conversion(.latex, text).program
    let whole = String(decoding: program.bytes, as: UTF8.self)
    let found = try #require(whole.firstRange(of: part))
    let start = whole.utf8.distance(from: whole.startIndex, to: found.lowerBound)
    let place = program.origin?.place(of: Span(start..<start + part.utf8.count))
    #expect(place.map { SourceText(name: "", text).excerpt($0) } == written)
  }

  @Test("Every piece of a long program is found, and deep brackets end in a message")
  func limits() throws {
    let sum = Array(repeating: "x*y", count: 20_000).joined(separator: " + ")
    #expect(try conversion(.python, sum).program.bytes.count > 60_000)
    let deep = String(repeating: "(", count: 5_000) + "x" + String(repeating: ")", count: 5_000)
    for dialect in Dialect.allCases {
      #expect(throws: DialectError.self) { try conversion(dialect, deep) }
    }
    let repeated = String(repeating: "np.var(", count: 40) + "x" + String(repeating: ")", count: 40)
    #expect(throws: DialectError.self) { try conversion(.python, repeated) }
  }
}
