import Diagnostics
import Testing

@Suite("Did you mean")
struct SimilarityTests {
  private static let names = [
    "sinh", "sinc", "sign", "sin", "sinpi", "asin", "arcsin", "cos", "sqrt", "exp", "log", "log10",
    "log1p", "lgamma", "gamma", "digamma", "heaviside", "logsumexp", "x", "u", "tau",
    "crossentropy",
  ]

  @Test(
    "A slip of the fingers is understood",
    arguments: [
      ("sine", "sin"), ("Sin", "sin"), ("SQRT", "sqrt"), ("sqr", "sqrt"), ("sqtr", "sqrt"),
      ("gama", "gamma"), ("gmama", "gamma"), ("lg10", "log10"), ("X", "x"),
      ("heavyside", "heaviside"),
      ("arcsine", "arcsin"), ("logsumexpp", "logsumexp"), ("crosentropi", "crossentropy"),
      ("ta", "tau"), ("sgn", "sign"), ("sni", "sin"),
    ])
  func near(word: String, expected: String) {
    #expect(closest(to: word, among: Self.names) == expected)
  }

  @Test(
    "What is not near is not guessed",
    arguments: [
      "", "y", "w", "foo", "ab", "xx", "zeta", "potato", "amma", "rin", "nsqrt",
    ])
  func far(word: String) {
    #expect(closest(to: word, among: Self.names) == nil)
  }

  @Test("Case alone is better than anything else, and the word itself is no answer")
  func letterCase() {
    #expect(closest(to: "sIn", among: ["sn", "sin"]) == "sin")
    #expect(closest(to: "sin", among: ["sin"]) == nil)
    #expect(closest(to: "sgn", among: ["sin"]) == nil)
    #expect(closest(to: "sin", among: []) == nil)
  }

  @Test("Equally near names are taken in their order")
  func order() {
    #expect(closest(to: "beta", among: ["zeta", "bets", "best"]) == "bets")
    #expect(closest(to: "θ1xx", among: ["θ2xx", "θ1yx"]) == "θ2xx")
  }

  @Test("Names without end are not compared letter by letter")
  func long() {
    let word = String(repeating: "ab", count: 100_000)
    #expect(closest(to: word, among: [word + "c", "ab"]) == nil)
    #expect(closest(to: word, among: ["ab", word.uppercased()]) == word.uppercased())
  }
}
