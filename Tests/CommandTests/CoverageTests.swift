import Arguments
import Foundation
import TestSupport
import Testing

@testable import autodiff

/// House rules of the transcripts: every error, every command and every option has one.
@Suite("Transcript coverage")
struct CoverageTests {
  /// A case of an error type, as transcripts name it: `LanguageError.unclosed`.
  private struct ErrorCase: Hashable {
    let name: String
    /// The types of its payload.
    let payload: String
  }

  /// Errors that no transcript can show.
  private static let exempt = [
    "LanguageError.programTooLong": "it takes a program of two gigabytes",
    "ShapeError.tooManyShapes": "it takes a million arrays of different shapes",
  ]

  private static let steps: [Transcript.Step] = TranscriptFile.all.flatMap { file in
    let text = try? String(contentsOf: file.url, encoding: .utf8)
    return Transcript(text: text ?? "").steps
  }

  /// The cases of all error types of the sources. One that wraps another error type is left out:
  /// that type's cases are in the list themselves.
  private static let errorCases: [ErrorCase] = {
    let sources = PackageDirectory.root.appendingPathComponent("Sources")
    let walker = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    let files = walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
    let cases = files.flatMap { file in
      errorCases(in: (try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }
    let types = Set(cases.map { $0.name.prefix { $0 != "." } })
    return cases.filter { found in !types.contains { found.payload.contains($0) } }
  }()

  private static func errorCases(in text: String) -> [ErrorCase] {
    var cases: [ErrorCase] = []
    var type: Substring?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("package enum ") || line.hasPrefix("enum "),
        let match = line.firstMatch(of: /^(?:package )?enum (\w+): .*\bError\b/)
      {
        type = match.1
      } else if line.hasPrefix("}") {
        type = nil
      } else if let type, let match = line.firstMatch(of: /^  case (\w+)(.*)$/) {
        cases.append(ErrorCase(name: "\(type).\(match.1)", payload: String(match.2)))
      }
    }
    return cases
  }

  @Test("Every error has a transcript that shows it")
  func everyErrorIsShown() {
    #expect(!Self.errorCases.isEmpty)
    let shown = Set(Self.steps.flatMap(\.comments))
    for found in Self.errorCases where Self.exempt[found.name] == nil {
      let isShown = shown.contains(found.name)
      #expect(isShown, "no transcript has the comment `# \(found.name)`")
    }
  }

  @Test("A transcript that names an error names one that exists, and fails")
  func everyNamedErrorExists() {
    let known = Set(Self.errorCases.map(\.name))
    for step in Self.steps {
      for comment in step.comments {
        guard let match = comment.wholeMatch(of: /\w+(?:Error|Failure)?\.\w+/) else { continue }
        let exists = known.contains(String(match.0))
        #expect(exists, "there is no error `\(match.0)`")
        #expect(step.outcome.status != 0, "`\(step.command)` does not fail")
      }
    }
  }

  /// The commands that transcripts run, as words.
  private static let runs: [[Substring]] = steps.flatMap { step in
    step.command.split(separator: "|").flatMap { $0.split(separator: ";") }.map {
      $0.split(separator: " ")
    }.filter { $0.contains("autodiff") }
  }

  private static func isGiven(_ option: OptionDescription, _ value: String?, to run: [Substring])
    -> Bool
  {
    let forms = ["--" + option.name] + (option.short.map { ["-" + $0] } ?? [])
    guard let value else {
      return run.contains { word in forms.contains { word == $0 || word.hasPrefix($0 + "=") } }
    }
    return run.indices.contains { index in
      forms.contains {
        run[index] == $0 + "=" + value
          || run[index] == $0 && index + 1 < run.count && run[index + 1] == value
      }
    }
  }

  @Test("Every option of every command, and every choice of it, is in a transcript")
  func everyOptionIsShown() {
    for command in Command.table.commands {
      let runs = Self.runs.filter { $0.contains(Substring(command.name)) }
      #expect(!runs.isEmpty, "no transcript runs `\(command.name)`")
      for option in command.options {
        let values = option.choices.isEmpty ? [nil] : option.choices.map(Optional.some)
        for value in values {
          let isShown = runs.contains { Self.isGiven(option, value, to: $0) }
          #expect(
            isShown, "no transcript runs `\(command.name) --\(option.name) \(value ?? "")`")
        }
      }
    }
  }
}
