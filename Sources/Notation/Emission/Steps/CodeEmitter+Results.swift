import Calculus
import Graph
import Numerics

/// Where the value and the derivatives go.
extension CodeEmitter {
  mutating func writeResults() throws(EmissionError) {
    for result in function.results where !(result.kind == .value && function.returnsNumber) {
      if let line = try wholeResult(result) {
        write(line)
        continue
      }
      stored.append(result)
      let parts =
        result.parts.allSatisfy { graph[$0.node].shape == 0 }
        ? result.parts.sorted { $0.offset < $1.offset } : result.parts
      for part in parts where !isInPlace(part, result.kind) {
        try store(part, in: result.kind.rawValue)
      }
    }
    let value =
      function.returnsNumber
      ? number(try piece(function.program.outputs[0].node.index, nil)).text : nil
    if let line = syntax.finish(returning: value, function) { lines.append(line) }
  }

  /// More elements than this are stored one by one.
  private static var mostListed: Int { 64 }

  /// A result in one statement, where the language returns arrays: a short list of numbers, or an
  /// array that was computed under a name.
  private mutating func wholeResult(_ result: GraphResult) throws(EmissionError) -> String? {
    let name = result.kind.rawValue
    if let part = result.parts.first, result.parts.count == 1, part.stride == 1,
      let array = names[part.node.index], graph[part.node].shape != 0
    {
      return syntax.result(name, array: array)
    }
    let parts = result.parts.filter { graph.shape(of: $0.node).count > 0 }
      .sorted { $0.offset < $1.offset }
    guard parts.count <= Self.mostListed, parts.count == result.shape.count,
      parts.allSatisfy({ graph[$0.node].shape == 0 }), syntax.result(name, elements: []) != nil
    else { return nil }
    var elements: [String] = []
    for part in parts { elements.append(number(try piece(part.node.index, nil)).text) }
    return syntax.result(name, elements: elements)
  }

  /// Whether the elements of an array were written where they belong.
  private func isInPlace(_ part: GraphResult.Part, _ kind: GraphResult.Kind) -> Bool {
    guard let place = resultPlaces[part.node.index], names[part.node.index] != nil else {
      return false
    }
    return place.array == kind.rawValue && place.offset == part.offset
  }

  /// Where arrays that are a result of their own may be computed, in place.
  static func places(
    _ function: EmittedFunction, _ plan: EmissionPlan, _ syntax: Syntax
  ) -> [Int32: (array: String, offset: Int)] {
    guard syntax.callerOwnsMemory else { return [:] }
    var places: [Int32: (array: String, offset: Int)] = [:]
    for result in function.results where !(result.kind == .value && function.returnsNumber) {
      for part in result.parts where part.stride == 1 && places[part.node.index] == nil {
        let index = Int(part.node.index)
        if plan.statements.isStatement[index], !plan.liveness.isTable[index],
          function.graph.records[index].shape != 0
        {
          places[part.node.index] = (result.kind.rawValue, part.offset)
        }
      }
    }
    return places
  }

  private mutating func store(
    _ part: GraphResult.Part, in target: String
  ) throws(EmissionError) {
    let shape = graph.shape(of: part.node)
    guard !shape.isScalar else {
      let value = number(try piece(part.node.index, nil)).text
      write(syntax.assign("\(target)[\(part.offset)]", value))
      return
    }
    try forEachElement(of: shape, needsPlaces: needsPlaces(part.node.index)) {
      (emitter, place) throws(EmissionError) in
      let address =
        (place.address(in: shape) * part.stride + IndexText(part.offset)).text
      emitter.write(
        emitter.syntax.assign(
          "\(target)[\(address)]", emitter.number(try emitter.piece(part.node.index, place)).text))
    }
  }
}
