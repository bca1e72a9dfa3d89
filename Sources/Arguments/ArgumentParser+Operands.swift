/// The second pass: which operand is the program, and which are bindings.
extension ArgumentParser {
  func invocation(isProgram: ([UInt8]) -> Bool) throws(ArgumentsError) -> Invocation {
    switch command.operands {
    case .none: return try invocation(operandLimit: 0)
    case .one: return try invocation(operandLimit: 1)
    case .program: return try programInvocation(isProgram: isProgram)
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

  private func programInvocation(
    isProgram: ([UInt8]) -> Bool
  ) throws(ArgumentsError) -> Invocation {
    let file = settings.first { $0.option == ParserOptions.file }?.text
    if file == nil, operands.isEmpty { throw .noProgram(command: command) }
    let first = file == nil ? 1 : 0
    var bindings: [Binding] = []
    bindings.reserveCapacity(operands.count)
    for index in first..<operands.count {
      guard let binding = Syntax.binding(operands[index]) else {
        throw problem(at: index, file: file, isProgram: isProgram)
      }
      if Syntax.trimmed(binding.value[...]).isEmpty {
        let following = index + 1 < operands.count ? operands[index + 1] : []
        throw .bindingWithoutValue(name: binding.name, value: following)
      }
      bindings.append(binding)
    }
    try checkNames(bindings)
    return Invocation(
      .run(place: place), command: command, program: file == nil ? operands[0] : nil,
      bindings: bindings,
      settings: settings)
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

  /// The error for an operand that should be a binding and is none.
  private func problem(
    at index: Int, file: [UInt8]?, isProgram: ([UInt8]) -> Bool
  ) -> ArgumentsError {
    let bytes = operands[index]
    let startsProgram = file == nil && Syntax.binding(operands[0]) != nil
    if Syntax.isOptionShaped(bytes), index < operandsBeforeEnd, !startsProgram {
      return .unknownOption(option: bytes, command: command, isProgram: false)
    }
    if let value = valueAfterBlank(at: index) {
      return .bindingWithoutValue(name: String(decoding: bytes, as: UTF8.self), value: value)
    }
    if let file { return .programTwice(file: file, program: bytes) }
    let start = operands[0]
    let isWhole = isProgram(bytes)
    let later = operands[(index + 1)...].filter { Syntax.binding($0) != nil }
    if isWhole, startsProgram {
      let earlier = Array(operands[..<index])
      return .programAfterBindings(
        command: command.name, program: bytes, bindings: earlier + later)
    }
    if isWhole, Syntax.isOptionShaped(start), operandsBeforeEnd > 0 {
      return .unknownOption(option: start, command: command, isProgram: false)
    }
    // An unquoted `x + y x=1`: everything up to the first binding, put together again.
    let parts = operands.prefix { Syntax.binding($0) == nil || $0 == start }
    let joined = Array(parts.joined(separator: [0x20]))
    let isQuotable = joined.count <= Suggestions.longestQuotation && isProgram(joined)
    return .notABinding(
      argument: bytes, command: command.name, quoted: isQuotable ? joined : nil, bindings: later)
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
