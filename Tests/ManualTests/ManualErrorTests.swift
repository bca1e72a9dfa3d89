import Arguments
import Diagnostics
import Manual
import Testing

@testable import autodiff

@Suite("What the manual does not know")
struct ManualErrorTests {
  static let samples: [(error: ManualError, headline: String, help: String)] = [
    (
      .unknownTopic(name: "langage"), "no help on `langage`", "did you mean `language`?"
    ),
    (
      .unknownFunction(name: "sine"), "no function is called `sine`",
      "`autodiff functions` lists them all"
    ),
    (
      .unknownPage(name: "autodiff-gard"), "no manual page is called `autodiff-gard`",
      "did you mean `autodiff-grad`?"
    ),
  ]

  @Test("The message names what is near and what lists it", arguments: samples)
  func message(_ error: ManualError, _ headline: String, _ help: String) {
    let diagnostic = error.diagnostic(of: Command.table)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.headline == headline)
    #expect(diagnostic.helps.contains { $0.contains(help) }, "\(diagnostic.helps)")
  }
}
