import Arguments
import Foundation
import TestSupport
import Testing

@testable import Manual
@testable import autodiff

/// What is generated from the descriptions and checked in: the manual pages.
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

  @Test("The newest entry of the README's changelog is this version")
  func changelog() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let changelog = try #require(text.components(separatedBy: "\n## Changelog\n").last)
    let newest = lines(changelog).first { $0.hasPrefix("### ") }
    #expect(newest == "### \(Release.version)")
  }

  private func lines(_ text: String) -> [String] { text.components(separatedBy: "\n") }
}
