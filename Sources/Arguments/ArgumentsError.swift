/// What a user can get wrong on the command line. The exit status is 2 for all of them.
///
/// Arguments are kept as bytes: they need not be valid UTF-8. An option whose use a message shows
/// comes as the command's own description of it: several commands have an `--order`.
package enum ArgumentsError: Error, Equatable {
  /// `autodiff` alone: short help is the answer.
  case nothingTyped
  /// Options, but no command.
  case noCommand
  /// `isProgram`: it is none, but it can be read as a program.
  case unknownCommand(name: [UInt8], isProgram: Bool)
  /// `command`: the tool's description where none is named. `isProgram`: the option's text can be
  /// read as a program, which `--` would allow.
  case unknownOption(option: [UInt8], command: CommandDescription, isProgram: Bool)
  case missingValue(OptionDescription)
  /// A flag was given a value: `--trace=yes`.
  case unexpectedValue(option: String, value: [UInt8])
  case badChoice(option: String, value: [UInt8], choices: [String])
  /// A value that does not meet what the option requires of it.
  case badValue(OptionDescription, value: [UInt8])
  case badNames(option: String, value: [UInt8])
  case badRange(value: [UInt8])
  /// The low end of a range is not below its high end.
  case emptyRange(NamedRange)
  case optionGivenTwice(OptionDescription)
  case optionsExclude(option: String, other: String)
  case optionNeeds(option: String, other: OptionDescription)
  /// Program and bindings are both to come from standard input.
  case standardInputTwice
  case noProgram(command: CommandDescription)
  /// `-f` or `-e`, and a program among the arguments.
  case programTwice([UInt8], isFile: Bool, program: [UInt8])
  /// `x=2 y=3` alone.
  case onlyBindings(command: CommandDescription, [[UInt8]])
  /// Several operands are programs or, the first ones, definitions; `joined` is the one program
  /// that they make, where it is short enough to be shown.
  case severalPrograms(
    [[UInt8]], definitions: Int, command: String, joined: [UInt8]?, bindings: [[UInt8]])
  /// An operand after the program is no binding; `quoted` is a program that it may have been a part
  /// of.
  case notABinding(argument: [UInt8], command: String, quoted: [UInt8]?, bindings: [[UInt8]])
  /// `x= 3`, `x =3`, `x = 3`; the value is empty where nothing follows.
  case bindingWithoutValue(name: String, value: [UInt8])
  case duplicateBinding(name: String)
  /// An input has a range to be drawn from and a binding.
  case boundAndRanged(name: String)
  /// A range is given twice for an input.
  case duplicateRange(name: String)
  /// An operand for a command that takes none, or one more than it takes.
  case unexpectedOperand(argument: [UInt8], command: CommandDescription)
}
