import Arguments
import Foundation
import TestSupport
import Testing

@testable import Manual
@testable import autodiff

/// What is generated from the descriptions and checked in: the manual pages and the README's
/// tables.
///
/// With `AUTODIFF_RECORD=1` in the environment the files are written anew; then read the diff.
@Suite("Checked-in documentation", .serialized)
struct ManualPagesFilesTests {
  private static let isRecording = ProcessInfo.processInfo.environment["AUTODIFF_RECORD"] == "1"

  static let pages = ManualPages(Command.table).all

  private static var manual: URL { PackageDirectory.root.appending(path: "man") }
  private static var readme: URL { PackageDirectory.root.appending(path: "README.md") }

  @Test("A manual page in man/ is what the tool prints", arguments: pages.map(\.fileName))
  func pageIsUpToDate(_ fileName: String) throws {
    let page = try #require(Self.pages.first { $0.fileName == fileName })
    let file = Self.manual.appending(path: fileName)
    if Self.isRecording { try page.source.write(to: file, atomically: true, encoding: .utf8) }
    let stored = try String(contentsOf: file, encoding: .utf8)
    let differing = zip(lines(stored), lines(page.source)).first { $0 != $1 }
    #expect(
      stored == page.source,
      """
      run `autodiff man \(page.name) > man/\(fileName)`: it has \
      `\(differing?.0 ?? "fewer or more lines")`, the tool `\(differing?.1 ?? "")`
      """)
  }

  @Test("man/ holds the pages of the tool and nothing else")
  func noStrayPages() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.manual.path)
    #expect(files.sorted() == Self.pages.map(\.fileName).sorted())
  }

  // MARK: - The README

  private static var tables: [(heading: String, rows: [String])] {
    [
      (
        "| command | does |\n|---|---|\n",
        Command.table.commands.map { "| `\($0.name)` | \($0.summary) |\n" }
      ),
      (
        "| status | meaning |\n|---|---|\n",
        ExitStatus.allCases.map { "| \($0.rawValue) | \($0.meaning) |\n" }
      ),
    ]
  }

  @Test("The README's tables of commands and exit statuses say what the descriptions say")
  func tables() throws {
    for (heading, rows) in Self.tables {
      let table = heading + rows.joined()
      var text = try String(contentsOf: Self.readme, encoding: .utf8)
      let start = try #require(text.range(of: heading)?.lowerBound, "no table \(heading)")
      let end = text[start...].range(of: "\n\n")?.lowerBound ?? text.endIndex
      if Self.isRecording, text[start..<end] != table.dropLast() {
        text.replaceSubrange(start..<end, with: table.dropLast())
        try text.write(to: Self.readme, atomically: true, encoding: .utf8)
      }
      #expect(text.contains("\n\(table)\n"), "it should read:\n\(table)")
    }
  }

  @Test("The rule that the README shows stands so in its table")
  func shownRule() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let block = try #require(
      text.components(separatedBy: "\n```swift\n").dropFirst().first?
        .components(separatedBy: "\n```").first)
    let family = PackageDirectory.root.appending(
      path: "Sources/Calculus/Functions/ExponentialsAndLogarithms.swift")
    let source = try String(contentsOf: family, encoding: .utf8)
    #expect(withoutIndentation(source).contains(withoutIndentation(block)))
  }

  @Test("The newest entry of the README's changelog is this version")
  func changelog() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let changelog = try #require(text.components(separatedBy: "\n## Changelog\n").last)
    let newest = lines(changelog).first { $0.hasPrefix("### ") }
    #expect(newest == "### \(Release.version)")
  }

  private func lines(_ text: String) -> [String] { text.components(separatedBy: "\n") }

  private func withoutIndentation(_ text: String) -> String {
    lines(text).map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
  }
}
