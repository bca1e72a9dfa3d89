/// Everything that is known about one command: parsing, help, manual pages, completions and the
/// README's table of commands read it.
///
/// # How to add a command
///
/// Add one element to `Commands.all`. What is long is behind a closure, so that a run pays only for
/// what it shows.
package struct CommandDescription: Sendable {
  /// A rule with the words that explain it, such as a verdict of `check`.
  package typealias Term = (term: String, meaning: String)
  package typealias Example = (command: String, explanation: String)

  package let name: String
  /// One line: a phrase, lower case, without a full stop.
  package let summary: String
  /// Whether it reads a program and bindings.
  package let takesProgram: Bool
  /// The name of the one optional operand of a command that reads no program: `NAME`.
  package let operand: String?
  private let makeDetails: @Sendable () -> [String]
  private let makeTerms: @Sendable () -> [Term]
  private let makeOptions: @Sendable () -> [OptionDescription]
  private let makeExamples: @Sendable () -> [Example]

  package init(
    _ name: String, summary: String, takesProgram: Bool = false, operand: String? = nil,
    options: @escaping @Sendable () -> [OptionDescription],
    details: @escaping @Sendable () -> [String],
    terms: @escaping @Sendable () -> [Term] = { [] },
    examples: @escaping @Sendable () -> [Example]
  ) {
    self.name = name
    self.summary = summary
    self.takesProgram = takesProgram
    self.operand = operand
    makeDetails = details
    makeTerms = terms
    makeOptions = options
    makeExamples = examples
  }

  /// What may follow the command's name, without the options.
  package var synopsis: String {
    takesProgram ? "PROGRAM [NAME=VALUE ...]" : operand.map { "[\($0)]" } ?? ""
  }

  /// Paragraphs, with code in backticks.
  package var details: [String] { makeDetails() }
  /// The words of the command's answers, where they need explaining.
  package var terms: [Term] { makeTerms() }
  /// All options, in the order of help.
  package var options: [OptionDescription] { makeOptions() }
  /// Shell commands that run as they stand, the most usual first.
  package var examples: [Example] { makeExamples() }

  package func option(_ name: String) -> OptionDescription? {
    options.first { $0.name == name }
  }

  /// `autodiff`, or `autodiff grad`.
  package var invocationName: String { name.isEmpty ? "autodiff" : "autodiff " + name }

  /// The name of its manual page.
  package var pageName: String { name.isEmpty ? "autodiff" : "autodiff-" + name }
}
