import Calculus
import Graph
import Numerics

/// Steps on arrays that are calls: factorisations and what is computed from them.
extension CodeEmitter {
  mutating func writeHelperCall(
    _ operation: ArrayOperation, _ step: ArrayLoops
  ) throws(EmissionError) {
    switch operation.name {
    case "eigvals", "eigvecs": return try writeEigenPart(operation, step)
    default: break
    }
    guard let helper = syntax.helper(operation) else {
      throw .missing(function: operation.name, language: syntax.language)
    }
    need(helper)
    var arguments = ["\(step.shapes[0].rows)", "\(step.shape.columns)"]
    let isFactored = operation.factor != nil
    for (operand, shape) in zip(step.operands, step.shapes).dropFirst(isFactored ? 1 : 0) {
      arguments.append(try memory(operand, shape))
    }
    if helper.needsWork {
      let work = names.temporary()
      declareArray(work, step.shapes[0].count + step.shapes[0].rows)
      arguments.append(syntax.writing(work))
    }
    guard step.shape.isScalar else {
      arguments.append(syntax.writing(step.name))
      write(syntax.call(helper.name, arguments))
      return
    }
    let result = names.temporary()
    write(syntax.array(result, 1))
    arguments.append(syntax.writing(result))
    write(syntax.call(helper.name, arguments))
    write(syntax.constant(step.name, "\(result)[0]"))
  }

  /// The name of an array in memory; a number gets an array of its own.
  private mutating func memory(_ node: Int32, _ shape: Shape) throws(EmissionError) -> String {
    if shape.count == 0 { return syntax.reading("0") }
    if shape.isScalar {
      let value = number(try piece(node, nil)).text
      let name = names.temporary()
      write(syntax.array(name, 1))
      write(syntax.assign("\(name)[0]", value))
      return syntax.reading(name)
    }
    return syntax.reading(known[node] ?? "")
  }

  /// Eigenvalues are the last column of what the factorisation made, eigenvectors the others.
  private mutating func writeEigenPart(
    _ operation: ArrayOperation, _ step: ArrayLoops
  ) throws(EmissionError) {
    let all = known[step.operands[1]] ?? ""
    let start = operation.name == "eigvals" ? step.shapes[0].count : 0
    guard !step.shape.isScalar else {
      write(syntax.constant(step.name, "\(all)[\(start)]"))
      return
    }
    try loop(loopNames.row, step.shape.count) { (emitter, index) throws(EmissionError) in
      emitter.write(
        emitter.syntax.assign(
          "\(step.name)[\(index.text)]", "\(all)[\((index + IndexText(start)).text)]"))
    }
  }
}
