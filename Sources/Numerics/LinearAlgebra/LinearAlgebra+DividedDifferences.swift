/// Divided differences of a function of eigenvalues.
extension LinearAlgebra {
  /// Two directions in the space of eigenvalues, of no special ratios.
  ///
  /// Of a function of eigenvalues that does not ask for their order, the derivative w has the
  /// derivatives ∂w_i/∂λ_i = ∂w_j/∂λ_j and ∂w_i/∂λ_j = ∂w_j/∂λ_i where λ_i = λ_j, and those by
  /// others are the same for both. Then (Δw_i - Δw_j)/(t_i - t_j) is ∂w_i/∂λ_i - ∂w_i/∂λ_j in every
  /// direction t, and not in two such directions otherwise.
  package static func eigenvalueDirections(_ order: Int) -> [[Double]] {
    [0.6180339887498949, 0.41421356237309515].map { ratio in
      (1...max(1, order)).map { number in
        let product = Double(number) * ratio
        return product - product.rounded(.down)
      }
    }
  }

  /// Eigenvalues closer than this, relative to the largest, have the limit as their divided
  /// difference, where there is one: the quotient has lost half its digits.
  private static let near = 1e-8
  /// Eigenvalues closer than this, relative to the largest, count as equal.
  private static let equal = 1e-13

  /// (w_j - w_i)/(v_j - v_i), and 0 on the diagonal, of ascending eigenvalues v, the derivative w
  /// of a function of them, and the derivatives of w in the two `eigenvalueDirections`. Where
  /// eigenvalues are equal it is the limit, nan if there is none.
  package static let dividedDifferences: ArrayKernel = { operands, result in
    let order = operands[0].shape.count
    let (v, w) = (operands[0].pointer, operands[1].pointer)
    let changes = [operands[2].pointer, operands[3].pointer]
    let directions = eigenvalueDirections(order)
    func largest(_ x: UnsafePointer<Double>) -> Double {
      (0..<order).reduce(0) { max($0, abs(x[$1])) }
    }
    let (scale, size) = (largest(v), largest(w))
    func limit(_ i: Int, _ j: Int, _ gap: Double) -> Double? {
      let slopes = zip(changes, directions).map { ($0[j] - $0[i]) / ($1[j] - $1[i]) }
      let greatest = max(abs(slopes[0]), abs(slopes[1]))
      let noise = 1e-12 * Double(order) * max(largest(changes[0]), largest(changes[1]))
      guard abs(slopes[0] - slopes[1]) <= 1e-6 * greatest + noise else { return nil }
      let slope = slopes[0] == slopes[1] ? slopes[0] : 0.5 * slopes[0] + 0.5 * slopes[1]
      let rest = abs(w[j] - w[i] - slope * gap)
      return rest <= 1e-10 * size + abs(slope) * (1e-6 * gap + equal * scale) ? slope : nil
    }
    let target = target(result)
    for j in 0..<order {
      target[j, j] = 0
      for i in 0..<j {
        let gap = v[j] - v[i]
        let found = gap <= near * scale ? limit(i, j, gap) : nil
        let difference = found ?? (gap <= equal * scale ? .nan : (w[j] - w[i]) / gap)
        target[i, j] = difference
        target[j, i] = difference
      }
    }
  }

  /// V·diag(w)·V' with the eigenvectors V, of operands `S`, what `symmetricEigen` makes of it and
  /// w.
  package static let spectral: ArrayKernel = { operands, result in
    let order = result.shape.rows
    let (vectors, weights) = (operands[1].pointer, operands[2].pointer)
    let target = target(result)
    MatrixProduct.fill(target, 0)
    for k in 0..<order {
      let vector = vectors + k * order
      for column in 0..<order {
        subtract(-weights[k] * vector[column], vector, target.column(column), order)
      }
    }
  }
}
