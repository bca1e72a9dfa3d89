/// The second pass: which operand is the program, and which are bindings.
extension ArgumentParser {
  func invocation(isProgram: ([UInt8]) -> Bool) throws(ArgumentsError) -> Invocation {
    guard command.takesProgram else {
      let limit = command.operand == nil ? 0 : 1
      if operands.count > limit {
        throw .unexpectedOperand(argument: operands[limit].bytes, command: command.name)
      }
      return Invocation(
        command: command, operands: operands.map { String(decoding: $0.bytes, as: UTF8.self) },
        settings: settings)
    }
    let file = settings.first { $0.option.name == "file" }?.value
    if file == nil, operands.isEmpty { throw .noProgram(command: command.name) }
    let first = file == nil ? 1 : 0
    var bindings: [(name: String, value: [UInt8])] = []
    bindings.reserveCapacity(operands.count)
    for index in first..<operands.count {
      guard let binding = Syntax.binding(operands[index].bytes) else {
        throw problem(at: index, file: file, isProgram: isProgram)
      }
      if Syntax.trimmed(binding.value[...]).isEmpty {
        let following = index + 1 < operands.count ? operands[index + 1].bytes : []
        throw .bindingWithoutValue(name: binding.name, value: following)
      }
      bindings.append(binding)
    }
    try checkNames(bindings)
    return Invocation(
      command: command, program: file == nil ? operands[0].bytes : nil, bindings: bindings,
      settings: settings)
  }

  /// Every name is bound once, or has one range.
  private func checkNames(
    _ bindings: [(name: String, value: [UInt8])]
  ) throws(ArgumentsError) {
    // Names are compared by code points, as the language does; strings would compare by canonical
    // equivalence.
    var bound: Set<[UInt8]> = []
    if bindings.count > 1 {
      for binding in bindings where !bound.insert(Array(binding.name.utf8)).inserted {
        throw .duplicateBinding(name: binding.name)
      }
    } else {
      bound.formUnion(bindings.map { Array($0.name.utf8) })
    }
    var ranged: Set<[UInt8]> = []
    for setting in settings where setting.option.requirement == .range {
      guard let range = setting.value.flatMap({ NamedRange($0) }) else { continue }
      let name = Array(range.name.utf8)
      if bound.contains(name) { throw .boundAndRanged(name: range.name) }
      if !ranged.insert(name).inserted { throw .duplicateRange(name: range.name) }
    }
  }

  /// The error for an operand that should be a binding and is none.
  private func problem(
    at index: Int, file: [UInt8]?, isProgram: ([UInt8]) -> Bool
  ) -> ArgumentsError {
    let operand = operands[index]
    let bytes = operand.bytes
    let startsProgram = file == nil && Syntax.binding(operands[0].bytes) != nil
    if Syntax.isOptionShaped(bytes), !operand.isAfterEnd, !startsProgram {
      return .unknownOption(option: bytes, command: command.name, isProgram: false)
    }
    if let value = valueAfterBlank(at: index) {
      return .bindingWithoutValue(name: String(decoding: bytes, as: UTF8.self), value: value)
    }
    if let file { return .programTwice(file: file, program: bytes) }
    let start = operands[0]
    let isWhole = isProgram(bytes)
    let later = operands[(index + 1)...].map(\.bytes).filter { Syntax.binding($0) != nil }
    if isWhole, startsProgram {
      let earlier = operands[..<index].map(\.bytes)
      return .programAfterBindings(
        command: command.name, program: bytes, bindings: earlier + later)
    }
    if isWhole, Syntax.isOptionShaped(start.bytes), !start.isAfterEnd {
      return .unknownOption(option: start.bytes, command: command.name, isProgram: false)
    }
    // An unquoted `x + y x=1`: everything up to the first binding, put together again.
    let parts = operands.map(\.bytes).prefix { Syntax.binding($0) == nil || $0 == start.bytes }
    let joined = Array(parts.joined(separator: [0x20]))
    let isQuotable = joined.count <= Suggestions.longestQuotation && isProgram(joined)
    return .notABinding(
      argument: bytes, command: command.name, quoted: isQuotable ? joined : nil, bindings: later)
  }

  /// The value of `x = 3` or `x =3`, typed with blanks, where the operand is a bare name before a
  /// `=`.
  private func valueAfterBlank(at index: Int) -> [UInt8]? {
    guard Syntax.identifier(operands[index].bytes[...]) != nil, index + 1 < operands.count else {
      return nil
    }
    let next = operands[index + 1].bytes
    guard next.first == UInt8(ascii: "=") else { return nil }
    if next.count > 1 { return Array(next[1...]) }
    return index + 2 < operands.count ? operands[index + 2].bytes : []
  }
}
