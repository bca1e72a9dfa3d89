import Foundation
import TestSupport
import Testing

@testable import autodiff

extension TemporaryDirectory {
  /// Makes the package's examples appear in it, as they do beside the README.
  func linkExamples() throws {
    try FileManager.default.createSymbolicLink(
      at: url.appending(path: "examples"),
      withDestinationURL: PackageDirectory.root.appending(path: "examples"))
  }
}

/// The README, which somebody new reads: what it shows runs, and it stays a page.
@Suite("README")
struct ReadmeTests {
  private static let text = read("README.md")
  private static let lines = text.split(separator: "\n", omittingEmptySubsequences: false)

  private static func read(_ path: String) -> String {
    let file = PackageDirectory.root.appending(path: path)
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }

  /// The commands of the table of purposes.
  static let rows: [String] = lines.compactMap { line in
    line.wholeMatch(of: /\| .* \| `((?:autodiff|sh) .*)` \|/).map { String($0.1) }
  }

  private static let blocks = ConsoleDocument(text: text).transcripts.flatMap(\.steps)

  @Test("A command of the table of purposes runs as it stands", arguments: rows)
  func row(_ command: String) throws {
    let scratch = try TemporaryDirectory()
    try scratch.linkExamples()
    // The files that the page has made above the table.
    for step in Self.blocks where step.command.contains(" > ") {
      _ = try Tool.shell(step.command, in: scratch.url, home: scratch.url)
    }
    let outcome = try Tool.shell(command, in: scratch.url, home: scratch.url)
    #expect(outcome.status == 0, "\(outcome.outputText)")
    #expect(!outcome.outputText.isEmpty && !outcome.outputText.contains("warning:"))
  }

  @Test("The page is one of 350 lines, not wider than a window, with a table that is worth it")
  func size() {
    #expect(Self.lines.count - 1 <= 350)
    for line in Self.lines where !line.hasPrefix("|") { #expect(line.count <= 110, "\(line)") }
    #expect(Self.rows.count >= 36)
  }

  @Test("A suite of tests that the page names exists, and every module is on its map")
  func names() throws {
    let sources = PackageDirectory.root.appending(path: "Sources")
    for module in try FileManager.default.contentsOfDirectory(atPath: sources.path) {
      let isOnMap = Self.lines.contains { $0.hasPrefix("| `") && $0.contains("`\(module)`") }
      #expect(isOnMap, "\(module)")
    }
    let tests = try FileManager.default.subpathsOfDirectory(
      atPath: PackageDirectory.root.appending(path: "Tests").path)
    for match in Self.text.matches(of: /`(\w+Tests)`/) {
      #expect(tests.contains { $0.hasSuffix("/\(match.1).swift") }, "\(match.1)")
    }
    for match in Self.text.matches(of: /\]\(([^)]+)\)/) {
      let file = PackageDirectory.root.appending(path: String(match.1))
      #expect(FileManager.default.fileExists(atPath: file.path), "\(match.1)")
    }
  }

  /// All that documentation shows and a test runs.
  private static let executed: [String] = {
    let transcripts = TranscriptFile.examples.flatMap { file in
      Transcript(text: read(file.testDescription)).steps.map(\.command)
    }
    // A transcript runs a script whole.
    let scripts = transcripts.compactMap { command in
      command.wholeMatch(of: /sh (\S+\.sh)/).map { read("examples/\($0.1)") }
    }
    let examples = Command.table.all.flatMap { $0.examples.map(\.command) }
    let setup = text.components(separatedBy: "\n```sh\n").dropFirst().map {
      $0.components(separatedBy: "\n```\n")[0]
    }
    return setup + blocks.map(\.command) + rows + transcripts + scripts + examples
  }()

  /// `Readme/programs.txt` has what the page once showed, a line each.
  @Test("A program that the page once showed is still shown somewhere, and run there")
  func nothingIsLost() {
    let programs = Self.read("Tests/CommandTests/Readme/programs.txt").split(separator: "\n")
    #expect(programs.count > 30)
    for program in programs {
      #expect(Self.executed.contains { $0.contains(program) }, "\(program)")
    }
  }
}
