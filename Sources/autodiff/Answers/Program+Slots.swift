import Graph
import Numerics
import Reports

/// How the slots of answers belong to outputs and inputs.
extension Program {
  var outputShapes: [Shape] { outputs.map { graph.shape(of: $0.node) } }

  /// The slots of the values, which most answers begin with, by the names of the outputs.
  var valueSlots: [Answer.Slot] { outputElementNames.map { .init(name: $0) } }

  /// A slot for each element of some inputs: `d_x`, `d_W_2_1`.
  func slots(_ prefix: String, by inputs: [Int]) -> [Answer.Slot] {
    coordinates(of: inputs).map { .init(name: prefix + name(ofCoordinate: $0)) }
  }

  /// `name`, of an array `name_2_1` for each element.
  static func elementNames(_ name: String, _ shape: Shape) -> [String] {
    (0..<shape.count).map { shape.name(ofElement: $0, of: name) }
  }

  /// `"value": v`, or `"values": [v1, v2], "outputs": ["a", "b"]` with several outputs.
  ///
  /// - Parameter shown: the outputs that are not left out; nil: all.
  func valueMembers(shown: [Int]? = nil) -> [AnswerTemplate.Member] {
    outputMembers(["value"], starts: [0], shown: shown ?? Array(outputs.indices))
  }

  /// The same for several numbers of each element of the outputs.
  ///
  /// - Parameter starts: by key: the slot in which its numbers begin.
  func outputMembers(
    _ keys: [String], starts: [Int], shown: [Int]
  ) -> [AnswerTemplate.Member] {
    let isSingle = outputs.count == 1
    var members = zip(keys, starts).flatMap { key, start -> [AnswerTemplate.Member] in
      let all = AnswerTemplate.matrices(outputShapes, from: start)
      let values = shown.map { all[$0] }
      return isSingle ? values.map { .init(key, $0) } : [.init(key + "s", .array(values))]
    }
    if !isSingle {
      let names = shown.map { JSONValue.string(name(of: outputs[$0])) }
      members.append(.init("outputs", .fixed(.array(names))))
    }
    return members
  }

  /// An object with an array for each input.
  ///
  /// - Parameters:
  ///   - slot: where the elements of all inputs begin.
  ///   - shown: the places among `inputs` of those that are not left out; nil: all.
  func byInput(_ inputs: [Int], from slot: Int, shown: [Int]? = nil) -> AnswerTemplate {
    let all = AnswerTemplate.matrices(inputs.map { self.inputs[$0].shape }, from: slot)
    return .object(
      (shown ?? Array(inputs.indices)).map {
        .init(text(self.inputs[inputs[$0]].span), all[$0])
      })
  }
}

/// Numbers of an answer that have the shapes of some inputs: scalars stay numbers, which is
/// quicker.
struct InputNumbers {
  private let numbers: AnswerNumbers
  private let start: Int
  /// By input: its shape, and the slot in which its elements begin. Empty where all are numbers.
  private var shapes: [Shape] = []
  private var starts: [Int] = []

  /// - Parameter slot: where the elements of all inputs begin.
  init(_ program: Program, _ inputs: [Int], _ numbers: AnswerNumbers, from slot: Int) {
    self.numbers = numbers
    start = slot
    guard program.graph.hasArrays else { return }
    var next = slot
    for input in inputs {
      let shape = program.inputs[input].shape
      shapes.append(shape)
      starts.append(next)
      next += shape.count
    }
  }

  /// - Parameter place: of the input among those that were given.
  func matrix(_ place: Int) -> Matrix {
    shapes.isEmpty
      ? Matrix(numbers[start + place]) : numbers.matrix(shapes[place], from: starts[place])
  }

  func cell(_ place: Int) -> Cell {
    shapes.isEmpty ? .number(numbers[start + place]) : .matrix(matrix(place))
  }
}
