import Calculus
import Foundation
import TestSupport
import Testing

@testable import Manual
@testable import autodiff

/// What the reference and the help show as examples is run.
@Suite("Examples of the reference")
struct ReferenceExampleTests {
  /// The examples of functions and operators.
  private static let functions: [String] =
    Registry.primitives.map(FunctionReference.example)
    + ArrayRegistry.operations.filter { $0.form != .hidden }.map(FunctionReference.example)
    + FunctionReference.forms.flatMap { form in
      form.details.filter { $0.label == "example" }.map(\.text)
    }

  @Test("The example of every function prints numbers", arguments: functions)
  func function(_ command: String) throws {
    let scratch = try TemporaryDirectory()
    let outcome = try Tool.shell(command, in: scratch.url, home: scratch.url)
    #expect(outcome.status == 0, "\(outcome.outputText)")
    #expect(!outcome.outputText.contains("nan") && !outcome.outputText.isEmpty)
  }

  /// The examples of commands, which may use these files.
  private static let files = ["V.csv": "1,2\n3,4\n", "G.csv": "0.5,0\n0,0.5\n"]
  private static let commands: [String] = Command.table.all.flatMap {
    $0.examples.map(\.command)
  }

  @Test("The example of every command runs", arguments: commands)
  func command(_ command: String) throws {
    let scratch = try TemporaryDirectory()
    for (name, text) in Self.files {
      try Data(text.utf8).write(to: scratch.url.appendingPathComponent(name))
    }
    let outcome = try Tool.shell(command, in: scratch.url, home: scratch.url)
    #expect(outcome.status == 0, "\(outcome.outputText)")
    #expect(!outcome.outputText.isEmpty || command.contains("--save"))
  }
}
