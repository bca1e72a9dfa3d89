/// Knowing a name without making the table of operations.
extension ArrayRegistry {
  /// Every name and alias that programs call an operation by, in alphabetical order; a test holds
  /// the list and the table together. The compiler lays it out: it costs a run nothing.
  package static let names: [StaticString] = [
    "chol", "cofactor", "cols", "crossentropy", "cummax", "cummin", "cumprod", "cumsum", "det",
    "diag", "dot",
    "eigvals", "eigvecs", "eye", "flip", "inv", "kron", "linspace", "logdet", "logsoftmax",
    "logsumexp", "lsolve", "max", "mean", "min", "mse", "norm", "numel", "ones", "outer", "pnorm",
    "prod", "repmat", "reshape", "rows", "softmax", "sum", "trace", "transpose", "tril", "triu",
    "usolve", "var", "vec", "zeros",
  ]

  /// Whether programs call an operation by this name.
  package static func isCalled(_ name: String) -> Bool {
    var copy = name
    return copy.withUTF8 { bytes in names.contains { $0.isSpelled(bytes) } }
  }
}
