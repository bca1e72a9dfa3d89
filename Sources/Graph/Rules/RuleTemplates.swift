import Calculus
import Numerics

/// The texts of functions and of operations on arrays as templates, each translated once a process,
/// when a graph first asks for it.
///
/// Unchecked: the tables are touched only under the lock.
final class RuleTemplates: @unchecked Sendable {
  /// Where a template's instructions lie.
  struct Range {
    var start: Int32
    var count: Int32

    static let unseen = Range(start: -1, count: 0)
  }

  private static let shared = RuleTemplates()

  private let lock = Lock()
  /// The instructions of all rules of functions, one after the other, with their numbers.
  private var all = Template()
  /// By operation and text.
  private var ranges = FlatArray(
    repeating: Range.unseen, count: Registry.count * RuleExpansion.Text.count)

  /// Those of operations on arrays.
  private var arrays: [ArrayKey: Template] = [:]

  private struct ArrayKey: Hashable {
    let operation: Operation
    let text: ArrayText
  }

  private init() {}

  /// The text of an operation on arrays for one graph; nil where it has none.
  static func template(
    _ text: ArrayText, of operation: Operation, in graph: ExpressionGraph
  ) -> Template? {
    shared.lock.lock()
    defer { shared.lock.unlock() }
    let key = ArrayKey(operation: operation, text: text)
    if let known = shared.arrays[key] { return known.bound(to: graph) }
    let template = RuleTranslation.template(text, of: operation.array)
    shared.arrays[key] = template
    return template?.bound(to: graph)
  }

  /// Appends the instructions of a rule for one graph; nil where the function has no such rule.
  static func append(
    _ text: RuleExpansion.Text, of operation: Operation,
    to instructions: inout FlatArray<Instruction>,
    in graph: ExpressionGraph
  ) -> Range? {
    shared.lock.lock()
    defer { shared.lock.unlock() }
    guard let range = shared.range(of: text, operation) else { return nil }
    let start = instructions.count
    for place in range.start..<range.start + range.count {
      instructions.append(shared.all.instructions[Int(place)].bound(shared.all.numbers, graph))
    }
    return Range(start: Int32(truncatingIfNeeded: start), count: range.count)
  }

  private func range(of text: RuleExpansion.Text, _ operation: Operation) -> Range? {
    let slot = operation.primitiveIndex * RuleExpansion.Text.count + text.index
    if ranges[slot].start >= 0 { return ranges[slot] }
    let start = all.instructions.count
    guard RuleTranslation.append(text, of: operation.primitive, to: &all) else { return nil }
    ranges[slot] = Range(
      start: Int32(truncatingIfNeeded: start),
      count: Int32(truncatingIfNeeded: all.instructions.count - start))
    return ranges[slot]
  }
}
