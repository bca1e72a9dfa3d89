import Arguments

/// An option with the type of its value, which `Invocation` gives: `invocation[Options.digits]`.
///
/// It stands here and not beside the parser because generic code is compiled for its types within a
/// module only: elsewhere the first use of each type would cost a run more than all of its options.
/// For the same reason it is small, so that copying it needs no metadata.
struct Option<Value>: Sendable {
  let description: OptionDescription
  /// The value of the texts that were given, in order; of none where the option was not given.
  let read: @Sendable ([[UInt8]]) -> Value

  init(
    _ name: String, short: String? = nil, value: String? = nil, _ form: OptionForm<Value>,
    status: ExitStatus? = nil, isMinor: Bool = false,
    needs: @autoclosure @escaping @Sendable () -> OptionDescription? = nil,
    @OptionList excludes: @escaping @Sendable () -> [OptionDescription] = { [] },
    summary: @autoclosure @escaping @Sendable () -> String,
    details: @autoclosure @escaping @Sendable () -> String = "",
    environment: @escaping @Sendable () -> [OptionDescription.Variable] = { [] }
  ) {
    self.init(
      OptionDescription(
        name, short: short, value: value, form.requirement, status: status, isMinor: isMinor,
        choices: form.choices, needs: needs, excludes: excludes, summary: summary, details: details,
        environment: environment),
      read: form.read)
  }

  /// An option whose texts name the value that counts without it: they are given its spelling, so
  /// that the default stands once.
  init(
    _ name: String, value: String? = nil, _ form: OptionForm<Value>, isMinor: Bool = false,
    needs: @autoclosure @escaping @Sendable () -> OptionDescription? = nil,
    @OptionList excludes: @escaping @Sendable () -> [OptionDescription] = { [] },
    summary: @escaping @Sendable (_ usual: String) -> String,
    details: @escaping @Sendable (_ usual: String) -> String = { _ in "" },
    environment: @escaping @Sendable () -> [OptionDescription.Variable] = { [] }
  ) {
    self.init(
      name, value: value, form, isMinor: isMinor, needs: needs(), excludes: excludes,
      summary: summary(form.usual()), details: details(form.usual()), environment: environment)
  }

  private init(_ description: OptionDescription, read: @escaping @Sendable ([[UInt8]]) -> Value) {
    self.description = description
    self.read = read
  }

  /// An option of the parser's own.
  init(_ description: OptionDescription, _ form: OptionForm<Value>) {
    self.init(description, read: form.read)
  }

  /// The same option where a command has others that contradict it.
  func excluding(
    @OptionList _ others: @escaping @Sendable () -> [OptionDescription]
  ) -> Option {
    Option(description.excluding(others), read: read)
  }
}

/// The options of a command or of a relation, one a line.
@resultBuilder
enum OptionList {
  static func buildExpression<Value>(_ option: Option<Value>) -> [OptionDescription] {
    [option.description]
  }

  static func buildExpression(_ option: OptionDescription) -> [OptionDescription] { [option] }

  static func buildExpression(_ options: [OptionDescription]) -> [OptionDescription] {
    options
  }

  static func buildPartialBlock(first: [OptionDescription]) -> [OptionDescription] {
    first
  }

  static func buildPartialBlock(
    accumulated: [OptionDescription], next: [OptionDescription]
  ) -> [OptionDescription] {
    accumulated + next
  }
}

extension Invocation {
  /// The value of an option, as it was given or as it is where it was not.
  subscript<Value>(option: Option<Value>) -> Value {
    option.read(texts(of: option.description))
  }
}
