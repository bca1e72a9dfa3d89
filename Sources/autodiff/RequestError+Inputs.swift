import Graph

extension RequestError {
  /// What is wrong with a name that is no input of a program that varies.
  static func noInput(named name: String, in program: Program) -> RequestError {
    if let number = program.wholeNumber(named: name) {
      return .wholeNumber(number, inputs: program.inputNames, program.source)
    }
    return .unknownInput(
      name: name, inputs: program.inputNames, isDefined: program.defines(name))
  }
}
