import Calculus
import Graph
import Numerics

/// Steps on arrays that are calls: factorisations and what is computed from them.
extension CodeEmitter {
  mutating func writeHelperCall(
    _ step: ArrayStep, _ target: LoopTarget
  ) throws(EmissionError) {
    guard let helper = syntax.helper(step.operation) else {
      throw .missing(function: step.operation.name, language: syntax.language)
    }
    need(helper)
    var arguments = ["\(step.shapes[0].rows)", "\(step.shape.columns)"]
    // Of a matrix that has been factored only the factors are read.
    for (operand, shape) in zip(step.operands, step.shapes)
      .dropFirst(step.operation.factor == nil ? 0 : 1)
    {
      arguments.append(try memory(operand, shape))
    }
    if helper.needsWork {
      let work = names.temporary()
      declareArray(work, step.shapes[0].count + step.shapes[0].rows)
      arguments.append(syntax.writing(work))
    }
    guard step.shape.isScalar else {
      arguments.append(syntax.writing(target.name))
      write(syntax.statement(syntax.value(helper.name, arguments)))
      return
    }
    let result = names.temporary()
    write(syntax.array(result, 1))
    arguments.append(syntax.writing(result))
    write(syntax.statement(syntax.value(helper.name, arguments)))
    write(syntax.constant(target.name, "\(result)[0]"))
  }

  /// The name of an array in memory; a number gets an array of its own.
  private mutating func memory(_ node: Int32, _ shape: Shape) throws(EmissionError) -> String {
    if shape.count == 0 { return "0" }
    if shape.isScalar {
      let value = number(try piece(node, nil)).text
      let name = names.temporary()
      write(syntax.array(name, 1))
      write(syntax.assign("\(name)[0]", value))
      return name
    }
    return memoryName(of: node)
  }

  /// What a step needs in memory was written there, under a name, before the step.
  private func memoryName(of node: Int32) -> String {
    guard let name = names[node] else { preconditionFailure("an array in memory has a name") }
    return name
  }

  /// Eigenvalues are the last column of what the factorisation made, eigenvectors the others.
  mutating func writeSpectrum(
    _ step: ArrayStep, _ part: Structure.SpectrumPart, _ target: LoopTarget
  ) throws(EmissionError) {
    let all = memoryName(of: step.operands[1])
    let start =
      switch part {
      case .values: step.shapes[0].count
      case .vectors: 0
      }
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      emitter.define(
        target, ElementPlace(row: index, column: IndexText(0), linear: index),
        "\(all)[\((index + IndexText(start)).text)]")
    }
  }
}
