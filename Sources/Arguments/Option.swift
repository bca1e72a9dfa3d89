/// An option with the type of its value, which `Invocation` gives: `invocation[Options.digits]`.
///
/// All of it is made where it is declared, and read without the runtime's generic types: the first
/// use of one costs a run more than all else about its options.
package struct Option<Value>: Sendable {
  package let description: OptionDescription
  /// The value of the texts that were given, in order; of none where the option was not given.
  @usableFromInline let read: @Sendable ([[UInt8]]) -> Value

  @inlinable
  package init(
    _ name: String, short: String? = nil, value: String? = nil, _ form: OptionForm<Value>,
    status: ExitStatus? = nil,
    needs: @autoclosure @escaping @Sendable () -> OptionDescription? = nil,
    @OptionList excludes: @escaping @Sendable () -> [OptionDescription] = { [] },
    summary: @autoclosure @escaping @Sendable () -> String,
    details: @autoclosure @escaping @Sendable () -> String = ""
  ) {
    self.init(
      OptionDescription(
        name, short: short, value: value, form.requirement, status: status, choices: form.choices,
        needs: needs, excludes: excludes, summary: summary, details: details),
      read: form.read)
  }

  @inlinable
  init(_ description: OptionDescription, read: @escaping @Sendable ([[UInt8]]) -> Value) {
    self.description = description
    self.read = read
  }

  /// The same option where a command has others that contradict it.
  package func excluding(
    @OptionList _ others: @escaping @Sendable () -> [OptionDescription]
  ) -> Option {
    Option(description.excluding(others), read: read)
  }
}

/// The options of a command or of a relation, one a line.
@resultBuilder
package enum OptionList {
  @inlinable
  package static func buildExpression<Value>(_ option: Option<Value>) -> [OptionDescription] {
    [option.description]
  }

  package static func buildExpression(_ options: [OptionDescription]) -> [OptionDescription] {
    options
  }

  package static func buildPartialBlock(first: [OptionDescription]) -> [OptionDescription] {
    first
  }

  package static func buildPartialBlock(
    accumulated: [OptionDescription], next: [OptionDescription]
  ) -> [OptionDescription] {
    accumulated + next
  }
}

extension Invocation {
  /// The value of an option, as it was given or as it is where it was not.
  @inlinable
  package subscript<Value>(option: Option<Value>) -> Value {
    option.read(texts(of: option.description))
  }
}
