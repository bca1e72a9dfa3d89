import Foundation
import TestSupport
import Testing

/// A file that holds transcripts, and the directory in which its commands run.
struct TranscriptFile: CustomTestStringConvertible, Sendable {
  let url: URL
  /// nil: an empty directory of its own.
  let directory: URL?

  var testDescription: String {
    url.path.replacingOccurrences(of: PackageDirectory.root.path + "/", with: "")
  }

  private static func files(in path: String, ending: String) -> [URL] {
    let directory = PackageDirectory.root.appendingPathComponent(path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map {
      directory.appendingPathComponent($0)
    }
  }

  /// The transcripts of the tests. A name such as `full-disk.linux.txt` is for one system only.
  static let all: [TranscriptFile] = files(in: "Tests/CommandTests/Transcripts", ending: ".txt")
    .filter { isLinux || !$0.lastPathComponent.hasSuffix(".linux.txt") }
    .map { TranscriptFile(url: $0, directory: nil) }

  static let examples: [TranscriptFile] = files(in: "examples", ending: ".transcript").map {
    TranscriptFile(url: $0, directory: $0.deletingLastPathComponent())
  }

  /// The Markdown texts with console blocks. The commands of examples run where they lie, those of
  /// the README, which write files, in a directory of their own that has the examples.
  static let documents: [TranscriptFile] = [
    TranscriptFile(url: PackageDirectory.root.appending(path: "README.md"), directory: nil),
    TranscriptFile(
      url: PackageDirectory.root.appending(path: "examples/README.md"),
      directory: PackageDirectory.root.appending(path: "examples")),
  ]

  #if os(Linux)
    private static let isLinux = true
  #else
    private static let isLinux = false
  #endif
}

/// Runs transcripts and compares; with `AUTODIFF_RECORD=1` in the environment, writes down instead
/// what the commands print now. Then the difference is read, by a person.
@Suite("Transcripts")
struct TranscriptTests {
  private static let records = ProcessInfo.processInfo.environment["AUTODIFF_RECORD"] == "1"

  @Test("A command prints what its transcript says", arguments: TranscriptFile.all)
  func command(file: TranscriptFile) throws {
    try replay(file)
  }

  @Test("An example prints what its transcript says", arguments: TranscriptFile.examples)
  func example(file: TranscriptFile) throws {
    try replay(file)
  }

  @Test("A text's console blocks are true", arguments: TranscriptFile.documents)
  func document(file: TranscriptFile) throws {
    let document = ConsoleDocument(text: try String(contentsOf: file.url, encoding: .utf8))
    let scratch = try TemporaryDirectory()
    try scratch.linkExamples()
    let replayed = try document.transcripts.map { transcript in
      try run(transcript, file, home: scratch.url)
    }
    if Self.records {
      try document.replacing(replayed).write(to: file.url, atomically: true, encoding: .utf8)
    }
  }

  private func replay(_ file: TranscriptFile) throws {
    let transcript = Transcript(text: try String(contentsOf: file.url, encoding: .utf8))
    #expect(!transcript.steps.isEmpty, "a transcript has a command")
    let scratch = try TemporaryDirectory()
    let replayed = try run(transcript, file, home: scratch.url)
    if Self.records {
      try replayed.text.write(to: file.url, atomically: true, encoding: .utf8)
    }
  }

  /// Runs all steps, compares them unless they are recorded, and returns what happened.
  private func run(
    _ transcript: Transcript, _ file: TranscriptFile, home: URL
  ) throws -> Transcript {
    var replayed = transcript
    for index in transcript.steps.indices {
      let step = transcript.steps[index]
      let ended = try Tool.shell(step.command, in: file.directory ?? home, home: home)
      let outcome = Transcript.Outcome(lines: lines(ended.outputText), status: ended.status)
      replayed.steps[index].outcome = outcome
      guard !Self.records, outcome != step.outcome else { continue }
      Issue.record(
        """
        \(file.testDescription):\(step.line): $ \(step.command)
        --- printed
        \(outcome.shown)
        --- expected
        \(step.outcome.shown)
        """)
    }
    return replayed
  }

  /// The lines of an output. One that does not end with a newline shows it.
  private func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" {
      lines.removeLast()
    } else {
      lines.append("(no newline at the end)")
    }
    return lines
  }
}
