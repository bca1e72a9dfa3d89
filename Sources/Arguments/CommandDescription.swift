/// Everything that is known about one command but what runs it: parsing, help and manual pages read
/// it. What is long is behind a closure, so that a run pays only for what it shows.
package final class CommandDescription: Sendable {
  /// A rule with the words that explain it, such as a verdict of `check`.
  package typealias Term = (term: String, meaning: String)
  package typealias Example = (command: String, explanation: String)

  /// What stands beside the options.
  package enum Operands: Sendable {
    case none
    /// One operand, which may be missing, by the name that help has for it.
    case one(String)
    /// A program, unless `ParserOptions.file` names its file, and bindings.
    case program
  }

  package let name: String
  /// One line: a phrase, lower case, without a full stop.
  package let summary: String
  package let operands: Operands
  /// The status that this command alone ends with.
  package let status: ExitStatus?
  private let makeDetails: @Sendable () -> [String]
  private let makeTerms: @Sendable () -> [Term]
  private let makeOptions: @Sendable () -> [OptionDescription]
  private let makeExamples: @Sendable () -> [Example]

  /// Parts that only help needs are closures, so that a run does not make them.
  package init(
    _ name: String, summary: String, _ operands: Operands, status: ExitStatus? = nil,
    options: @escaping @Sendable () -> [OptionDescription],
    details: @escaping @Sendable () -> [String],
    terms: @escaping @Sendable () -> [Term] = { [] },
    examples: @escaping @Sendable () -> [Example]
  ) {
    self.name = name
    self.summary = summary
    self.operands = operands
    self.status = status
    makeDetails = details
    makeTerms = terms
    makeOptions = options
    makeExamples = examples
  }

  /// Paragraphs, with code in backticks.
  package var details: [String] { makeDetails() }
  /// The words of the command's answers, where they need explaining.
  package var terms: [Term] { makeTerms() }
  /// All options, in the order of help.
  package var options: [OptionDescription] { makeOptions() }
  /// Shell commands that run as they stand, the most usual first.
  package var examples: [Example] { makeExamples() }

  /// Whether it reads a program and bindings.
  package var takesProgram: Bool {
    switch operands {
    case .program: true
    case .none, .one: false
    }
  }

  /// What may follow the command's name, without the options.
  package var synopsis: String {
    switch operands {
    case .none: ""
    case .one(let name): "[\(name)]"
    case .program: "PROGRAM [NAME=VALUE ...]"
    }
  }

  /// Whether it describes the tool itself.
  package var isTool: Bool { name.isEmpty }

  /// `autodiff`, or `autodiff grad`.
  package var invocationName: String { isTool ? "autodiff" : "autodiff " + name }

  /// The name of its manual page.
  package var pageName: String { isTool ? "autodiff" : "autodiff-" + name }
}

extension CommandDescription: Equatable {
  package static func == (command: CommandDescription, other: CommandDescription) -> Bool {
    command.name == other.name
  }
}
