import Foundation
import TestSupport
import Testing

/// `autodiff man` on a terminal, which `script` of util-linux makes.
@Suite("Manual on a terminal")
struct ManualViewerTests {
  /// Whether a terminal can be made here, and whether pages can be formatted.
  private static func canRun(_ commands: String) -> Bool {
    guard let scratch = try? TemporaryDirectory() else { return false }
    return (try? Tool.shell(commands, in: scratch.url, home: scratch.url).status) == 0
  }
  private static let hasTerminals = canRun("script -qec true /dev/null")
  private static let hasViewer = canRun(
    #"printf '.Dd today\n.Dt X 1\n.Os\n.Sh NAME\nword\n' | man -l - > page && grep -q word page"#)

  private func onTerminal(_ command: String, settings: String = "") throws -> String {
    let scratch = try TemporaryDirectory()
    return try Tool.shell(
      "\(settings) script -qec '\(command)' /dev/null", in: scratch.url, home: scratch.url
    ).outputText
  }

  @Test(
    "A terminal gets the page as man shows it, a pipe its source",
    .enabled(if: hasTerminals && hasViewer, "there is no script or no man here"))
  func shown() throws {
    let page = try onTerminal("autodiff man grad", settings: "MANPAGER=cat")
    #expect(page.contains("AUTODIFF-GRAD(1)") && !page.contains(".Sh"))
    #expect(try onTerminal("autodiff man grad | cat").contains(".Sh SYNOPSIS"))
  }

  @Test(
    "Where there is no man, a terminal gets the source",
    .enabled(if: hasTerminals, "there is no script here"))
  func withoutViewer() throws {
    let tool = try #require(Tool.executable)
    #expect(try onTerminal("PATH= \(tool.path) man grad").contains(".Sh SYNOPSIS"))
  }
}
