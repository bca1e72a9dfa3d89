import Arguments
import Diagnostics
import Evaluation
import Graph
import Numerics
import Records
import Reports

extension EvaluateCommand {
  /// The values of the outputs for every row.
  static func run(_ request: RowRequest) throws(Failure) -> ExitStatus {
    try request.run { (reader, columns, point) throws(Failure) in
      let program = reader.program
      var plan = RowPlan(program, columns: columns, point: point)
      plan.askForValues()
      let shapes = program.outputs.map { program.graph.shape(of: $0.node) }
      let names = program.outputs.map { program.name(of: $0) }
      return RowTask(
        plan: plan, resultCount: plan.resultCount, names: program.valueColumns,
        appendJSON: { $0.appendValues(shapes, names) },
        diagnose: { program, point, results in
          program.outputs.indices.lazy.map { output in
            FindingReport(program, point: point).diagnostics(
              output: output, value: program.value(output, in: results))
          }.first { !$0.isEmpty } ?? []
        })
    }
  }
}

extension RowLayout {
  /// `"value": v`, or `"values": [v1, v2], "outputs": ["a", "b"]` with several outputs.
  mutating func appendValues(_ shapes: [Shape], _ names: [String]) {
    guard shapes.count != 1 else {
      appendKey("value")
      return appendMatrix(shapes[0], from: 0)
    }
    appendKey("values")
    append("[")
    var slot = 0
    for (index, shape) in shapes.enumerated() {
      if index > 0 { append(",") }
      appendMatrix(shape, from: slot)
      slot += shape.count
    }
    append("],")
    appendKey("outputs")
    append("[" + names.map { JSONValue.quoted($0) }.joined(separator: ",") + "]")
  }

  /// `{"x": …, "W": …}`: for each input the results that have its shape.
  mutating func appendByInput(_ inputs: [(name: String, shape: Shape)], from start: Int) {
    append("{")
    var slot = start
    for (index, input) in inputs.enumerated() {
      if index > 0 { append(",") }
      appendKey(input.name)
      appendMatrix(input.shape, from: slot)
      slot += input.shape.count
    }
    append("}")
  }
}

extension Program {
  /// The columns of the values: `value`, of an array `value_2_1`; several outputs by their names.
  var valueColumns: [String] {
    guard outputs.count == 1 else { return outputElementNames }
    let shape = graph.shape(of: outputs[0].node)
    guard !shape.isScalar else { return ["value"] }
    return (0..<shape.count).map {
      "value_\($0 % shape.rows + 1)_\($0 / shape.rows + 1)"
    }
  }

  /// The value of an output among the results of a row, which begin with the values of all.
  func value(_ output: Int, in results: [Double]) -> Matrix {
    let shapes = outputs.map { graph.shape(of: $0.node) }
    let start = shapes[..<output].reduce(0) { $0 + $1.count }
    return Matrix(shapes[output], Array(results[start..<start + shapes[output].count]))
  }

  /// Names and shapes of some inputs.
  func namedShapes(_ inputs: [Int]) -> [(name: String, shape: Shape)] {
    inputs.map { (text(self.inputs[$0].span), self.inputs[$0].shape) }
  }
}
