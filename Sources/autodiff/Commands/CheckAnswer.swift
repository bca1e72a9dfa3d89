import Arguments
import Graph
import Numerics
import Reports
import Verification

/// What a check says at a point: a verdict for all, the value, and what was compared.
struct CheckAnswer {
  private let plan: CheckPlan
  /// Of every derivative, and of the culprit of directions that disagree.
  private let names: [Line.Name]

  init(_ plan: CheckPlan) {
    self.plan = plan
    names =
      plan.usesDirections
      ? (1...plan.derivativeCount).map { .direction($0) }
      : plan.program.coordinates(of: plan.inputs).map { .element($0) }
  }

  /// The numbers of one derivative, in the order of their slots.
  private enum Part: Int, CaseIterable {
    case reverse, forward, difference, estimate, step, complex, verdict
    /// The slopes on both sides; nan where they do not differ.
    case hasSlopes, left, right

    var hasColumn: Bool { rawValue <= Part.verdict.rawValue }
  }

  // MARK: - Slots

  private static let verdictSlot = 0
  private static let valueSlot = 1
  private static let firstDerivative = 2

  private func slot(_ part: Part, of derivative: Int) -> Int {
    CheckAnswer.firstDerivative + derivative * Part.allCases.count + part.rawValue
  }

  /// Of directions: the largest difference of forward and reverse mode.
  private var modeDifferenceSlot: Int { slot(.reverse, of: names.count) }
  /// Of the culprit: which input it belongs to, its row and its column, and then its parts.
  private var culpritSlot: Int { modeDifferenceSlot + 1 }

  private func culpritSlot(_ part: Part) -> Int { culpritSlot + 3 + part.rawValue }

  private var slots: [Answer.Slot] {
    var slots = [
      Answer.Slot(name: "verdict", isWord: true, isWatched: false),
      plan.outputShape.isScalar ? plan.program.valueSlots[0] : Answer.Slot(name: "value"),
    ]
    for name in names {
      let name = column(name)
      slots += Part.allCases.map { part in
        Answer.Slot(
          name: "\(part)_\(name)", isWord: part == .verdict, hasColumn: part.hasColumn,
          isWatched: part == .reverse)
      }
    }
    if plan.usesDirections {
      let hidden = Answer.Slot(name: "culprit", hasColumn: false, isWatched: false)
      slots += Array(repeating: hidden, count: 4 + Part.allCases.count)
    }
    return slots
  }

  private func column(_ name: Line.Name) -> String {
    switch name {
    case .element(let coordinate): plan.program.name(ofCoordinate: coordinate)
    case .direction(let number): "direction_\(number)"
    }
  }

  // MARK: - JSON

  /// The verdicts, and the inputs' names for a culprit.
  var words: [String] {
    Verdict.allCases.map(\.rawValue) + (plan.usesDirections ? plan.program.inputNames : [])
  }

  var members: [AnswerTemplate.Member] {
    var members: [AnswerTemplate.Member] = [
      .init("verdict", .word(CheckAnswer.verdictSlot)),
      .init("value", .number(CheckAnswer.valueSlot)),
      .init("derivatives", .array(names.indices.map(derivative))),
      .init("rtol", .fixed(.number(plan.options.relativeTolerance))),
      .init("atol", .fixed(.number(plan.options.absoluteTolerance))),
    ]
    if plan.usesDirections {
      let culprit: [AnswerTemplate.Member] = [
        .init("input", .word(culpritSlot)),
        .init("element", .array([.integer(culpritSlot + 1), .integer(culpritSlot + 2)])),
      ]
      members += [
        .init("culprit", .optional(culpritSlot, .object(culprit + parts { culpritSlot($0) }))),
        .init("dotProductDifference", .number(modeDifferenceSlot)),
      ]
    }
    return members
  }

  private func derivative(_ index: Int) -> AnswerTemplate {
    let name = plan.members(names[index], isBrief: false).map {
      AnswerTemplate.Member($0.key, .fixed($0.value))
    }
    return .object(name + parts { slot($0, of: index) })
  }

  private func parts(_ slot: (Part) -> Int) -> [AnswerTemplate.Member] {
    let slopes = AnswerTemplate.array([.number(slot(.left)), .number(slot(.right))])
    return [
      .init("forward", .number(slot(.forward))), .init("reverse", .number(slot(.reverse))),
      .init("difference", .number(slot(.difference))),
      .init("estimate", .number(slot(.estimate))), .init("step", .number(slot(.step))),
      .init("complexStep", .number(slot(.complex))),
      .init("slopes", .optional(slot(.hasSlopes), slopes)),
      .init("verdict", .word(slot(.verdict))),
    ]
  }

  // MARK: - Numbers

  func numbers(of check: DerivativeCheck) -> AnswerNumbers {
    var numbers = [check.verdict.code, check.value]
    for derivative in check.derivatives { numbers += CheckAnswer.numbers(of: derivative) }
    guard plan.usesDirections else { return AnswerNumbers(numbers) }
    numbers.append(check.largestModeDifference)
    guard let culprit = check.culprit, let coordinate = culprit.coordinate else {
      return AnswerNumbers(
        numbers + [Double](repeating: .nan, count: 3 + Part.allCases.count))
    }
    let (input, element) = plan.program.element(at: coordinate)
    let rows = max(1, plan.program.inputs[input].shape.rows)
    numbers += [
      Double(Verdict.allCases.count + input), Double(element % rows + 1),
      Double(element / rows + 1),
    ]
    return AnswerNumbers(numbers + CheckAnswer.numbers(of: culprit))
  }

  private static func numbers(of derivative: DerivativeCheck.Derivative) -> [Double] {
    let slopes = derivative.oneSidedSlopes
    return Part.allCases.map { part in
      switch part {
      case .reverse: derivative.reverse
      case .forward: derivative.forward
      case .difference: derivative.difference
      case .estimate: derivative.estimate
      case .step: derivative.step
      case .complex: derivative.complexStep.derivative ?? .nan
      case .verdict: derivative.verdict.code
      case .hasSlopes: slopes == nil ? .nan : 1
      case .left: slopes?.left ?? .nan
      case .right: slopes?.right ?? .nan
      }
    }
  }

  // MARK: - Rows

  /// - Parameter invocation: what was asked; a program that was made anew has a plan of its own.
  func answer(_ invocation: Invocation) -> Answer {
    let inputs = plan.inputs
    let derivatives = names.indices.map { slot(.reverse, of: $0) }
    let usesDirections = plan.usesDirections
    return Answer(
      slots: { slots }, words: words, members: { members },
      evaluate: { program, point in
        let plan = CheckPlan(invocation, program, inputs)
        return CheckAnswer(plan).numbers(of: plan.check(at: point))
      },
      failingCode: Verdict.disagrees.code
    ) { program, point, numbers, _ in
      let plan = CheckPlan(invocation, program, inputs)
      let value =
        plan.outputShape.isScalar
        ? Matrix(numbers[CheckAnswer.valueSlot]) : program.values(at: point)[0]
      let coordinates = program.coordinates(of: inputs)
      let bad =
        usesDirections ? nil : derivatives.firstIndex { !numbers[$0].isFinite }
      return plan.findings(
        at: point, value: value,
        troubled: bad.map { (coordinates[$0], numbers[derivatives[$0]]) })
    }
  }
}

extension Verdict {
  /// The number that stands for a verdict in a slot.
  fileprivate var code: Double {
    switch self {
    case .agrees: 0
    case .disagrees: 1
    case .kink: 2
    case .undecided: 3
    case .singular: 4
    }
  }
}
