/// The derivatives of the determinant, right also where the matrix is singular.
extension LinearAlgebra {
  /// The matrix of cofactors, `∂det(A)/∂A`, of the operand `A`.
  ///
  /// Where `A` is well conditioned it is `det(A)*inv(A)'`, otherwise by singular values: with
  /// `A = U*diag(s)*V'`, `det(U)*det(V) * U*diag(Π_{k≠i} s_k)*V'`. Up to order 3 it is written out.
  package static let cofactor: ArrayKernel = { operands, result in
    let a = Operand(operands[0])
    let c = target(result)
    guard c.rows > 3 else { return cofactorsWrittenOut(a, c) }
    guard isFinite(a) else { return MatrixProduct.fill(c, .nan) }
    let isDone = withInverse(a, largestCondition: 0x1p26) { inverse, determinant in
      for column in 0..<c.columns {
        for row in 0..<c.rows {
          c[row, column] = determinant.scaled(inverse[column, row])
        }
      }
    }
    if !isDone { cofactorsBySingularValues(a, c) }
  }

  /// `L(X)`, of operands `A`, `X`: the matrix with `⟨L(X), Y⟩ = D²det(A)[X, Y]`, which is the slope
  /// of the cofactors along `X`.
  ///
  /// Where `A` is well conditioned it is `det(A)*(⟨B, X⟩*B - B*X'*B)` with `B = inv(A)'`.
  /// Otherwise, with `M = U'*X*V` and `P(i, j) = Π_{k≠i,j} s_k`, it is `det(U)*det(V) * U*W*V'`
  /// with `W(j, j) = Σ_{i≠j} P(i, j)*M(i, i)` and `W(i, j) = -P(i, j)*M(j, i)`.
  package static let cofactorSlope: ArrayKernel = { operands, result in
    let a = Operand(operands[0])
    let x = Operand(operands[1])
    let slope = target(result)
    guard slope.rows > 3 else { return slopeWrittenOut(a, x, slope) }
    guard isFinite(a) else { return MatrixProduct.fill(slope, .nan) }
    // The two terms are larger than their difference by the condition of the matrix.
    let isDone = withInverse(a, largestCondition: 0x1p16) { inverse, determinant in
      slopeByInverse(inverse, determinant, x, slope)
    }
    if !isDone { slopeBySingularValues(a, x, slope) }
  }

  private static func isFinite(_ a: Operand) -> Bool {
    (0..<a.columns).allSatisfy { column in (0..<a.rows).allSatisfy { a[$0, column].isFinite } }
  }

  // MARK: - By the inverse

  /// Calls `body` with the inverse and the determinant where the condition of the matrix allows it:
  /// `max(|A⁻¹|*|A|*e)`, which no scaling of the rows changes (Skeel 1979,
  /// doi:10.1145/322139.322150).
  private static func withInverse(
    _ a: Operand, largestCondition: Double, _ body: (Target, ScaledProduct) -> Void
  ) -> Bool {
    let order = a.rows
    return withNumbers((2 * order + 3) * order) { memory in
      let inverse = Target(memory, order, order)
      let factors = Target(memory + order * order, order, order)
      copy(a, factors)
      factorise(factors, factors.column(order))
      fillIdentity(inverse)
      solve(factors.operand, inverse)
      let sums = factors.column(order) + order
      let condition = sums + order
      sums.initialize(repeating: 0, count: order)
      condition.initialize(repeating: 0, count: order)
      for column in 0..<order {
        for row in 0..<order { sums[row] += abs(a[row, column]) }
      }
      for column in 0..<order {
        for row in 0..<order { condition[row] += abs(inverse[row, column]) * sums[column] }
      }
      guard (0..<order).allSatisfy({ condition[$0] <= largestCondition }) else { return false }
      body(inverse, determinant(factors.operand))
      return true
    }
  }

  private static func slopeByInverse(
    _ inverse: Target, _ determinant: ScaledProduct, _ x: Operand, _ slope: Target
  ) {
    let order = inverse.rows
    withSquare(order) { product in
      let b = inverse.operand.transposed
      MatrixProduct.multiply(b, x.transposed, .assign, product)
      MatrixProduct.multiply(product.operand, b, .assign, slope)
      let sum = (0..<order).reduce(0) { $0 + product[$1, $1] }
      for column in 0..<order {
        for row in 0..<order {
          slope[row, column] = determinant.scaled(sum * b[row, column] - slope[row, column])
        }
      }
    }
  }

  // MARK: - By singular values

  private static func cofactorsBySingularValues(_ a: Operand, _ c: Target) {
    withSingularValues(a) { u, v, values, sign, exponent in
      let order = a.rows
      // Products of all values before and after each, so that none is divided by zero.
      var after = [ScaledProduct](repeating: sign, count: order + 1)
      for index in (0..<order).reversed() {
        after[index] = after[index + 1]
        after[index].multiply(by: values[index])
      }
      var before = ScaledProduct()
      var others = [ScaledProduct]()
      for index in 0..<order {
        var product = before
        product.multiply(by: after[index + 1])
        others.append(product)
        before.multiply(by: values[index])
      }
      let common = others.lazy.filter { $0.significand != 0 }.map(\.exponent).max() ?? 0
      withSquare(order) { scaled in
        for column in 0..<order {
          let factor = others[column].scaled(1, exponent: -common)
          for row in 0..<order { scaled[row, column] = u[row, column] * factor }
        }
        MatrixProduct.multiply(scaled.operand, v.operand.transposed, .assign, c)
      }
      scale(c, common + exponent * (order - 1))
    }
  }

  private static func slopeBySingularValues(_ a: Operand, _ x: Operand, _ slope: Target) {
    withSingularValues(a) { u, v, values, sign, exponent in
      let order = a.rows
      // P(i, j) for i < j: the values before i, between i and j, and after j.
      var after = [ScaledProduct](repeating: sign, count: order + 1)
      for index in (0..<order).reversed() {
        after[index] = after[index + 1]
        after[index].multiply(by: values[index])
      }
      var products = [ScaledProduct]()
      var before = ScaledProduct()
      for i in 0..<order {
        var between = before
        for j in (i + 1)..<max(order, i + 1) {
          var product = between
          product.multiply(by: after[j + 1])
          products.append(product)
          between.multiply(by: values[j])
        }
        before.multiply(by: values[i])
      }
      let common = products.lazy.filter { $0.significand != 0 }.map(\.exponent).max() ?? 0
      withSquare(order) { m in
        withSquare(order) { w in
          MatrixProduct.multiply(u.operand.transposed, x, .assign, w)
          MatrixProduct.multiply(w.operand, v.operand, .assign, m)
          MatrixProduct.fill(w, 0)
          var next = products.makeIterator()
          for i in 0..<order {
            for j in (i + 1)..<max(order, i + 1) {
              let p = next.next()?.scaled(1, exponent: -common) ?? 0
              w[j, j] += p * m[i, i]
              w[i, i] += p * m[j, j]
              w[i, j] = -p * m[j, i]
              w[j, i] = -p * m[i, j]
            }
          }
          MatrixProduct.multiply(u.operand, w.operand, .assign, m)
          MatrixProduct.multiply(m.operand, v.operand.transposed, .assign, slope)
        }
      }
      scale(slope, common + exponent * (order - 2))
    }
  }

  /// Calls `body` with `U`, `V` and `s` of `2^-exponent * A`, and the sign of `det(U)*det(V)`,
  /// which is that of `det(U)`: `V` is a product of rotations.
  private static func withSingularValues(
    _ a: Operand,
    _ body: (Target, Target, UnsafeMutablePointer<Double>, ScaledProduct, Int) -> Void
  ) {
    let order = a.rows
    withNumbers((2 * order + 1) * order) { memory in
      let u = Target(memory, order, order)
      let v = Target(memory + order * order, order, order)
      let values = v.column(order)
      copy(a, u)
      let exponent = largestExponent(u)
      scale(u, -exponent)
      decompose(u, v, values)
      var sign = ScaledProduct()
      if isReflection(u) { sign.negate() }
      body(u, v, values, sign, exponent)
    }
  }

  /// Whether the determinant of an orthogonal matrix is -1.
  private static func isReflection(_ q: Target) -> Bool {
    withNumbers((q.rows + 1) * q.rows) { memory in
      let factors = Target(memory, q.rows, q.rows)
      copy(q.operand, factors)
      factorise(factors, factors.column(q.rows))
      return determinant(factors.operand).significand < 0
    }
  }
}
