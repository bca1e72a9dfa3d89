/// Everything that is known about one option: parsing, help, manual pages and completions read it.
package struct OptionDescription: Sendable, Equatable {
  /// What an option's value must look like. It is checked while the command line is read.
  package enum Requirement: Sendable, Equatable {
    /// Any text but the empty one: a file's name.
    case text
    /// One name of the language.
    case name
    /// Names separated by commas.
    case names
    /// One of `choices`.
    case choice
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
  package let choices: [String]
  /// Whether it may be given more than once.
  package let repeats: Bool
  /// Without this other option it has no meaning.
  package let needs: String?
  /// Options that contradict it.
  package let excludes: [String]
  /// A phrase for short help: lower case, without a full stop.
  package let summary: String
  /// Sentences that the complete help and the manual page add; may be empty.
  package let details: String

  package init(
    _ name: String, short: String? = nil, value: String? = nil, _ requirement: Requirement = .text,
    choices: [String] = [], repeats: Bool = false, needs: String? = nil, excludes: [String] = [],
    summary: String, details: String = ""
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.requirement = requirement
    self.choices = choices
    self.repeats = repeats
    self.needs = needs
    self.excludes = excludes
    self.summary = summary
    self.details = details
  }

  /// `-f, --file FILE` or `--trace`, as help writes it.
  package var signature: String {
    (short.map { "-\($0), " } ?? "") + "--" + name + (value.map { " " + $0 } ?? "")
  }
}

extension OptionDescription {
  /// What is wrong with a value, or nil where it meets the requirement.
  func problem(with bytes: [UInt8]) -> ArgumentsError? {
    guard !bytes.isEmpty else { return .missingValue(self) }
    switch requirement {
    case .text:
      return nil
    case .name:
      if Syntax.names(bytes)?.count == 1 { return nil }
    case .names:
      return Syntax.names(bytes) == nil ? .badNames(option: name, value: bytes) : nil
    case .choice:
      return choices.contains { Syntax.equal(bytes, $0) }
        ? nil : .badChoice(option: name, value: bytes, choices: choices)
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
    return .badNumber(self, value: bytes)
  }
}
