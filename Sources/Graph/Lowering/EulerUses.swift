import Diagnostics
import Language

/// Where a program uses the constant `e`, to tell `e^x` from a charge that somebody forgot to bind.
struct EulerUses {
  /// A use that may still become the base of a power.
  private struct Use {
    let span: Span
    /// What `variableCount` was behind it.
    let variableCount: Int
  }

  /// The symbol of `e` where it is the constant; -1 before its first use.
  var symbol: Int32 = -1
  /// How many names that may vary were read: what is no constant's name.
  var variableCount = 0
  private var open: [Use] = []
  /// The first use that is not the base of a power with something that varies in its exponent.
  private(set) var lonely: Span?

  /// So many uses of a statement are followed: a note needs one.
  private static let most = 64

  var isEmpty: Bool { open.isEmpty }

  /// A use of the constant.
  mutating func add(_ node: SyntaxTree.Node) {
    guard lonely == nil, open.count < EulerUses.most else { return }
    open.append(Use(span: node.span, variableCount: variableCount))
  }

  /// A power: `e` at its beginning is its base.
  mutating func note(_ power: SyntaxTree.Node) {
    guard let place = open.lastIndex(where: { $0.span.start == power.start }),
      variableCount > open[place].variableCount
    else { return }
    open.remove(at: place)
  }

  mutating func endStatement() {
    if lonely == nil { lonely = open.first?.span }
    open.removeAll()
  }
}
