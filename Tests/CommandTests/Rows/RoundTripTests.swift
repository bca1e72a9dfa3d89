import Foundation
import TestSupport
import Testing

/// What a run over rows writes is read as rows again.
@Suite("Rows from rows")
struct RowsRoundTripTests {
  /// A command with its program, and members of its JSON that are numbers.
  static let commands: [(arguments: [String], members: [String])] = [
    (["eval", "1/x"], ["value"]), (["eval", "z = x*y"], ["value"]), (["eval", "x*y; [x, y]"], []),
    (["eval", "[x; y]"], []), (["grad", "x*y"], ["value", "gradient.x", "gradient.y"]),
    (["check", "x*y"], ["value", "rtol"]), (["jacobian", "z = x*y"], ["value"]),
    (["jacobian", "x*y; x^2"], []),
    (["hessian", "x^2*y"], ["value", "hessian.x.y", "gradient.x"]),
    (["jvp", "x*y", "--direction", "x=1"], ["value", "tangent"]),
    (["vjp", "x*y"], ["adjoint.x"]), (["hvp", "x^2*y", "--direction", "x=1"], ["product.y"]),
    (["taylor", "x*y", "--wrt", "x", "--order", "2"], ["at"]),
  ]

  private static let rows = """
    x,y,note
    1,2,a b
    0,-0.5,"q""u, #"
    1e300,1e300,#first
    -3,0.25," "

    """

  private func run(_ arguments: [String], _ input: String, _ scratch: URL) throws -> String {
    let outcome = try Tool.run(arguments, input: Data(input.utf8), in: scratch)
    #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)\n\(input)")
    return outcome.outputText
  }

  @Test("Every format of every command can be read back, kept columns too", arguments: commands)
  func everyFormat(arguments: [String], members: [String]) throws {
    let scratch = try TemporaryDirectory()
    for format in ["csv", "tsv", "json", "ndjson"] {
      let inputFormat = format == "json" ? "ndjson" : format
      for keeps in [false, true] {
        let written = try run(
          arguments + ["--rows", "-", "--rows-format", "csv", "--format", format, "--quiet"]
            + (keeps ? ["--keep"] : []), Self.rows, scratch.url)
        func readBack(_ column: String, _ more: [String] = ["--format", "csv"]) throws -> String {
          try run(
            ["eval", "c_ = c", "--columns", "c=" + column, "--rows", "-", "--quiet"]
              + more, written, scratch.url)
        }
        let lines = written.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        if inputFormat == "ndjson" {
          for member in members {
            #expect(try readBack(member).split(separator: "\n").count == 5, "\(written)")
          }
        } else {
          let separator: Character = format == "csv" ? "," : "\t"
          let names = lines[0].split(separator: separator).map(String.init)
          for (place, name) in names.enumerated()
          where !name.contains("\"") && !name.contains("[") && !name.hasPrefix("verdict") {
            guard name != "note" else { continue }
            let column = try readBack(name).split(separator: "\n").dropFirst().map(String.init)
            #expect(column.count == 4)
            // Of the first row, without quotation marks.
            if !keeps {
              #expect(column.first == lines[1].split(separator: separator)[place].description)
            }
          }
        }
        guard keeps else { continue }
        // The same again, in both kinds of fields: numbers and texts are what they were.
        for (other, note) in [("csv", #""q""u, #""#), ("tsv", #"q"u, #"#)] {
          let again = try readBack("x", ["--keep", "--format", other])
          #expect(again.contains(note) && again.contains("1e300"), "\(again)")
        }
      }
    }
  }
}
