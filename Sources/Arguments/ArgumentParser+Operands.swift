/// The second pass: which operand is the program, and which are bindings.
extension ArgumentParser {
  func invocation() throws(ArgumentsError) -> Invocation {
    switch command.operands {
    case .none: return try invocation(operandLimit: 0)
    case .one: return try invocation(operandLimit: 1)
    case .program: return try programInvocation()
    }
  }

  /// The invocation of a command that reads no program.
  private func invocation(operandLimit limit: Int) throws(ArgumentsError) -> Invocation {
    if operands.count > limit {
      throw .unexpectedOperand(argument: operands[limit], command: command)
    }
    return Invocation(
      .run(place: place), command: command,
      operands: operands.map { String(decoding: $0, as: UTF8.self) }, settings: settings)
  }

  private func programInvocation() throws(ArgumentsError) -> Invocation {
    let given = settings.first {
      $0.option == ParserOptions.file || $0.option == ParserOptions.expression
    }
    let program = given == nil ? try programPlace() : nil
    var bindings: [Binding] = []
    bindings.reserveCapacity(operands.count)
    for index in operands.indices where index != program {
      guard let binding = Syntax.binding(operands[index]) else {
        throw try problem(at: index, given: given)
      }
      guard !Syntax.trimmed(binding.value[...]).isEmpty else {
        throw withoutValue(binding.name, at: index)
      }
      bindings.append(binding)
    }
    try checkNames(bindings)
    let isExpression = given?.option == ParserOptions.expression
    return Invocation(
      .run(place: place), command: command,
      program: program.map { operands[$0] } ?? (isExpression ? given?.text : nil),
      bindings: bindings, settings: settings)
  }

  // MARK: - Which operand is the program

  /// The place of the program among the operands, where no option gives it.
  ///
  /// A program and its bindings stand in any order. NAME=VALUE with a closed value is a binding,
  /// any other NAME=… a definition, all else a program; a definition alone is a program too.
  private func programPlace() throws(ArgumentsError) -> Int {
    guard !operands.isEmpty else { throw .noProgram(command: command) }
    var bound: [String]?
    var place: Int?
    var isOnly = true
    for index in operands.indices {
      guard try isStatement(index, &bound) else { continue }
      isOnly = place == nil
      place = index
    }
    if let place, isOnly { return place }
    guard place != nil else {
      guard operands.count > 1 else { return 0 }
      throw .onlyBindings(command: command, operands)
    }
    var programs: [Int] = []
    var definitions: [Int] = []
    for index in operands.indices {
      guard try isStatement(index, &bound) else { continue }
      if Syntax.binding(operands[index]) == nil {
        programs.append(index)
      } else {
        definitions.append(index)
      }
    }
    throw severalPrograms(programs, definitions)
  }

  /// Whether an operand is a part of a program, and no binding.
  private func isStatement(
    _ index: Int, _ bound: inout [String]?
  ) throws(ArgumentsError) -> Bool {
    guard let binding = Syntax.binding(operands[index]) else { return true }
    if Syntax.trimmed(binding.value[...]).isEmpty { throw withoutValue(binding.name, at: index) }
    return !isClosed(binding, &bound)
  }

  /// Whether the value of a NAME=VALUE operand is one: a file, or an expression in which every name
  /// of a value is a constant's that no other operand binds.
  ///
  /// - Parameter bound: the constants whose names operands bind, once they were asked for.
  private func isClosed(_ binding: Binding, _ bound: inout [String]?) -> Bool {
    if binding.value.first == UInt8(ascii: "@") { return true }
    return !Syntax.hasSeveralStatements(binding.value)
      && Syntax.allValueNames(of: binding.value) { name in
        guard language.isConstant(name) else { return false }
        let names = bound ?? boundConstants
        bound = names
        return Self.isSame(name, binding.name) || !names.contains { Self.isSame($0, name) }
      }
  }

  private var boundConstants: [String] {
    var names: [String] = []
    for operand in operands {
      guard let name = Syntax.binding(operand)?.name, language.isConstant(name),
        !names.contains(name)
      else { continue }
      names.append(name)
    }
    return names
  }

  /// The error for operands of which several are programs or definitions, at these places.
  private func severalPrograms(_ programs: [Int], _ definitions: [Int]) -> ArgumentsError {
    for place in programs {
      if let value = valueAfterBlank(at: place) {
        return .bindingWithoutValue(
          name: String(decoding: operands[place], as: UTF8.self), value: value)
      }
      // `x==3` beside a program: one sign too many.
      if programs.count > 1, Syntax.bindingWithTwoSigns(operands[place]) != nil {
        return .notABinding(
          argument: operands[place], command: command.name, quoted: nil, bindings: [])
      }
    }
    var isStatement = [Bool](repeating: false, count: operands.count)
    for place in programs + definitions { isStatement[place] = true }
    let bindings = operands.indices.filter { !isStatement[$0] }.map { operands[$0] }
    // Definitions come before what may use them.
    let statements = (definitions + programs).map { operands[$0] }
    if statements.allSatisfy({ language.isProgram($0) }) {
      for place in programs
      where Syntax.isOptionShaped(operands[place]) && place < operandsBeforeEnd {
        return .unknownOption(option: operands[place], command: command, isProgram: false)
      }
      return .severalPrograms(
        statements, definitions: definitions.count, command: command.name,
        joined: joined(statements, by: "; "), bindings: bindings)
    }
    // An unquoted `x + y x=1` is put together again.
    let words = (definitions + programs).sorted().map { operands[$0] }
    return .notABinding(
      argument: words.dropFirst().first { !language.isProgram($0) } ?? words[1],
      command: command.name, quoted: joined(words, by: " "), bindings: bindings)
  }

  /// One program of several operands; nil where it is none, or too long for a message.
  private func joined(_ parts: [[UInt8]], by separator: String) -> [UInt8]? {
    let text = Array(parts.joined(separator: Array(separator.utf8)))
    return text.count <= Suggestions.longestQuotation && language.isProgram(text) ? text : nil
  }

  /// The error for NAME= with nothing behind it.
  private func withoutValue(_ name: String, at index: Int) -> ArgumentsError {
    let following = index + 1 < operands.count ? operands[index + 1] : []
    // A value has no name in it but a constant's: `x= 'x^2'` is no value that was torn off.
    return .bindingWithoutValue(
      name: name,
      value: Syntax.allValueNames(of: following) { language.isConstant($0) } ? following : [])
  }

  /// Every name is bound once, or has one range.
  private func checkNames(_ bindings: [Binding]) throws(ArgumentsError) {
    if let name = Self.firstRepeated(bindings.count, { bindings[$0].name }) {
      throw .duplicateBinding(name: name)
    }
    var ranges: [NamedRange] = []
    for setting in settings where setting.option.requirement == .range {
      if let range = NamedRange(setting.text) { ranges.append(range) }
    }
    if let name = Self.firstRepeated(ranges.count, { ranges[$0].name }) {
      throw .duplicateRange(name: name)
    }
    for range in ranges where bindings.contains(where: { Self.isSame($0.name, range.name) }) {
      throw .boundAndRanged(name: range.name)
    }
  }

  /// The first name that occurs again. A set is only made for many names: the first set of a type
  /// costs a run more than comparing a few names does.
  private static func firstRepeated(_ count: Int, _ name: (Int) -> String) -> String? {
    guard count > fewNames else {
      for index in 0..<count {
        for earlier in 0..<index where isSame(name(earlier), name(index)) { return name(index) }
      }
      return nil
    }
    var seen: Set<[UInt8]> = []
    return (0..<count).lazy.map(name).first { !seen.insert(Array($0.utf8)).inserted }
  }

  private static let fewNames = 16

  /// Names are compared by code points, as the language does; strings compare by canonical
  /// equivalence.
  private static func isSame(_ name: String, _ other: String) -> Bool {
    name.utf8.elementsEqual(other.utf8)
  }

  /// The error for an operand that is no binding, where an option gives the program.
  private func problem(
    at index: Int, given: Invocation.Setting?
  ) throws(ArgumentsError) -> ArgumentsError {
    let bytes = operands[index]
    if Syntax.isOptionShaped(bytes), index < operandsBeforeEnd {
      return .unknownOption(option: bytes, command: command, isProgram: false)
    }
    if let value = valueAfterBlank(at: index) {
      return .bindingWithoutValue(name: String(decoding: bytes, as: UTF8.self), value: value)
    }
    guard let given else { return .noProgram(command: command) }
    return .programTwice(
      given.text, isFile: given.option == ParserOptions.file, program: bytes)
  }

  /// The value of `x = 3` or `x =3`, typed with blanks, where the operand is a name before a `=`.
  private func valueAfterBlank(at index: Int) -> [UInt8]? {
    guard Syntax.identifier(operands[index][...]) != nil, index + 1 < operands.count else {
      return nil
    }
    let next = operands[index + 1]
    guard next.first == UInt8(ascii: "=") else { return nil }
    if next.count > 1 { return Array(next[1...]) }
    return index + 2 < operands.count ? operands[index + 2] : []
  }
}
