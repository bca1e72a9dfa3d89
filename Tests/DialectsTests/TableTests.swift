import Diagnostics
import Graph
import Language
import Testing

@testable import Dialects

/// Rules of the tables, so that an addition is covered without an edit here.
@Suite("Tables of dialects")
struct TableTests {
  @Test("Every form of every function is read, and is a program", arguments: Dialect.allCases)
  func forms(dialect: Dialect) throws {
    let tables = dialect.grammar.map { [$0.functions] } ?? [LaTeXMacros.words]
    for form in tables.flatMap(\.forms) {
      let name = String(form.prefix { $0 != "(" && $0 != "[" })
      if dialect.grammar?.functions.refusal(of: name) != nil { continue }
      let call = form.replacing("...", with: "y, z").replacing("$", with: "")
        .replacing("'", with: "").replacing("std.", with: "std::")
      let text = dialect.grammar == nil ? "\\operatorname{" + call.replacing("(", with: "}(") : call
      do throws(DialectError) {
        let conversion = try dialect.convert(
          SourceText(name: "form", text), known: KnownNames(isFunction: { _ in false }))
        #expect(throws: Never.self, "\(form): \(conversion.text)") {
          try Parser.parse(conversion.program)
        }
      } catch {
        let source = SourceText(name: "form", text)
        Issue.record("\(form): \(error.diagnostic(in: source, dialect: dialect.title).headline)")
      }
    }
  }

  @Test("Dialects have names of their own, and constants are formulas", arguments: Dialect.allCases)
  func constants(dialect: Dialect) throws {
    #expect(Dialect.allCases.filter { $0.name == dialect.name }.count == 1)
    for (name, formula) in dialect.grammar?.constants ?? [:] {
      #expect(throws: Never.self, "\(name)") {
        try Parser.parse(SourceText(name: "constant", formula))
      }
    }
  }
}
