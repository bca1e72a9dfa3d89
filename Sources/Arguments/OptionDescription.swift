/// Everything that is known about one option but the type of its value: parsing, help and manual
/// pages read it.
///
/// Two descriptions with one name are the same option: commands may explain it differently. What is
/// shown only is behind closures, so that a run pays for none of it.
package final class OptionDescription: Sendable {
  /// What an option's value must look like. It is checked while the command line is read.
  package enum Requirement: Sendable, Equatable {
    /// There is no value.
    case none
    /// Any text but the empty one.
    case text
    /// The text of a program.
    case program
    /// The name of a file that is read; `-` is standard input.
    case inputFile
    /// One name of the language.
    case name
    /// Names separated by commas.
    case names
    /// One of `choices`.
    case choice
    /// A character that can stand between fields or digits.
    case character
    case wholeNumber(ClosedRange<Int>)
    /// A finite number above 0.
    case positiveNumber
    /// A finite number, 0 or above.
    case nonNegativeNumber
    /// `NAME=LOW:HIGH`.
    case range
    /// `NAME=FILE`.
    case namedFile
    /// `NAME=VALUE`.
    case namedValue
  }

  /// The long name, without `--`.
  package let name: String
  /// The letter after a single `-`.
  package let short: String?
  /// How help calls the value, in capitals; nil for a flag.
  package let value: String?
  package let requirement: Requirement
  /// The status that a run ends with because of this option, and not without it.
  package let status: ExitStatus?
  /// Short help names it without its summary, so that the screen has room for what is the command's
  /// own.
  package let isMinor: Bool
  private let makeChoices: @Sendable () -> [String]
  private let makeNeeds: @Sendable () -> OptionDescription?
  private let makeExcludes: @Sendable () -> [OptionDescription]
  private let makeSummary: @Sendable () -> String
  private let makeDetails: @Sendable () -> String
  private let makeEnvironment: @Sendable () -> [Variable]

  /// A variable of the environment, with what it does.
  package typealias Variable = (name: String, meaning: String)

  package init(
    _ name: String, short: String? = nil, value: String? = nil, _ requirement: Requirement,
    status: ExitStatus? = nil, isMinor: Bool = false,
    choices: @escaping @Sendable () -> [String] = { [] },
    needs: @escaping @Sendable () -> OptionDescription? = { nil },
    excludes: @escaping @Sendable () -> [OptionDescription] = { [] },
    summary: @escaping @Sendable () -> String,
    details: @escaping @Sendable () -> String = { "" },
    environment: @escaping @Sendable () -> [Variable] = { [] }
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.requirement = requirement
    self.status = status
    self.isMinor = isMinor
    makeChoices = choices
    makeNeeds = needs
    makeExcludes = excludes
    makeSummary = summary
    makeDetails = details
    makeEnvironment = environment
  }

  /// The texts that the value can be, where it is a choice.
  package var choices: [String] { makeChoices() }
  /// Without this other option it has no meaning.
  package var needs: OptionDescription? { makeNeeds() }
  /// Options that contradict it.
  package var excludes: [OptionDescription] { makeExcludes() }
  /// A phrase for short help: lower case, without a full stop.
  package var summary: String { makeSummary() }
  /// Sentences that the complete help and the manual page add; may be empty.
  package var details: String { makeDetails() }
  /// The variables that count where the option is not given.
  package var environment: [Variable] { makeEnvironment() }

  /// Whether it may be given more than once.
  package var repeats: Bool {
    switch requirement {
    case .range, .namedFile, .namedValue: true
    case .none, .text, .program, .inputFile, .name, .names, .choice, .character, .wholeNumber,
      .positiveNumber, .nonNegativeNumber:
      false
    }
  }

  /// `-f, --file FILE` or `--trace`, as help writes it.
  package var signature: String {
    (short.map { "-\($0), " } ?? "") + "--" + name + (value.map { " " + $0 } ?? "")
  }

  /// The same option where a command has others that contradict it.
  package func excluding(_ others: @escaping @Sendable () -> [OptionDescription])
    -> OptionDescription
  {
    OptionDescription(
      name, short: short, value: value, requirement, status: status, isMinor: isMinor,
      choices: makeChoices, needs: makeNeeds, excludes: others, summary: makeSummary,
      details: makeDetails,
      environment: makeEnvironment)
  }

  /// The same option where it is one of many: short help has its name alone.
  package func asMinor() -> OptionDescription {
    OptionDescription(
      name, short: short, value: value, requirement, status: status, isMinor: true,
      choices: makeChoices, needs: makeNeeds, excludes: makeExcludes, summary: makeSummary,
      details: makeDetails,
      environment: makeEnvironment)
  }
}

extension OptionDescription: Equatable {
  package static func == (option: OptionDescription, other: OptionDescription) -> Bool {
    option.name == other.name
  }
}

extension OptionDescription {
  /// What is wrong with a value, or nil where it meets the requirement.
  func problem(with bytes: [UInt8]) -> ArgumentsError? {
    guard !bytes.isEmpty else { return .missingValue(self) }
    switch requirement {
    case .none, .text, .program, .inputFile:
      return nil
    case .name:
      if Syntax.names(bytes)?.count == 1 { return nil }
    case .names:
      return Syntax.names(bytes) == nil ? .badNames(option: name, value: bytes) : nil
    case .choice:
      let choices = choices
      return choices.contains { Syntax.equal(bytes, $0) }
        ? nil : .badChoice(option: name, value: bytes, choices: choices)
    case .character:
      if Syntax.character(bytes) != nil { return nil }
    case .wholeNumber(let range):
      if let number = Syntax.wholeNumber(bytes), range.contains(number) { return nil }
    case .positiveNumber:
      if let number = Syntax.number(bytes), number > 0 { return nil }
    case .nonNegativeNumber:
      if let number = Syntax.number(bytes), number >= 0 { return nil }
    case .range:
      guard let range = NamedRange(bytes) else { return .badRange(value: bytes) }
      return range.isEmpty ? .emptyRange(range) : nil
    case .namedFile, .namedValue:
      if let file = Syntax.binding(bytes), !file.value.isEmpty { return nil }
    }
    return .badValue(self, value: bytes)
  }
}
