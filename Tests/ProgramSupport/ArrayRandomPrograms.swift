import Numerics

/// Random programs of arrays from a seed: every operation with operands that fit it.
package struct ArrayRandomPrograms {
  private var random: RandomPrograms
  /// The values that a program has so far.
  private var known: [Value] = []

  private struct Value {
    let text: String
    let shape: Shape

    var isScalar: Bool { shape.isScalar }
  }

  package init(seed: UInt64) { random = RandomPrograms(seed: seed) }

  /// A program with a scalar output, and what its inputs are bound to.
  package mutating func next() -> (text: String, bindings: [(name: String, value: Matrix)]) {
    let bindings = ["x", "A", "B", "s"].map { name in
      let shape =
        switch name {
        case "x": Shape(1 + random.below(4), 1)
        case "s": Shape.scalar
        default: Shape(1 + random.below(4), 1 + random.below(4))
        }
      return (name: name, value: random.matrix(shape))
    }
    known = bindings.map { Value(text: $0.name, shape: $0.value.shape) }
    var statements: [String] = []
    for index in 0..<(1 + random.below(4)) {
      let value = expression(depth: 1 + random.below(3))
      statements.append("a\(index) = \(value.text)")
      known.append(Value(text: "a\(index)", shape: value.shape))
    }
    let last = known[known.count - 1]
    let other = expression(depth: 1)
    statements.append("sum(sin(\(last.text))) + norm([1; vec(\(other.text))])")
    return (statements.joined(separator: "\n"), bindings)
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[random.below(choices.count)]
  }

  /// Products stay small: a value that has grown is reduced.
  private mutating func expression(depth: Int) -> Value {
    guard depth > 0 else { return leaf() }
    let value = operation(on: expression(depth: depth - 1))
    return value.shape.count <= 30 ? value : reduction(value)
  }

  private mutating func leaf() -> Value {
    random.below(6) == 0
      ? Value(text: DecimalWriter.text(random.uniform(0.2...2)), shape: .scalar) : pick(known)
  }

  private mutating func operation(on a: Value) -> Value {
    switch random.below(8) {
    case 0: unary(a)
    case 1: elementwise(a)
    case 2: product(a)
    case 3: random.below(2) == 0 ? solution(a) : spectral(a)
    case 4: slice(a)
    case 5: joined(a)
    case 6: reduction(a)
    default: arrangement(a)
    }
  }

  // MARK: - Operations

  private mutating func unary(_ a: Value) -> Value {
    let name = pick(["sin", "tanh", "atan", "sigmoid", "abs", "-", "cos", "softplus"])
    return Value(text: "\(name)(\(a.text))", shape: a.shape)
  }

  /// A known value that can be broadcast with one: of several tries, else a number.
  private mutating func partner(of a: Value) -> Value {
    for _ in 0..<6 {
      let b = leaf()
      if a.shape.broadcast(with: b.shape) != nil { return b }
      let turned = Value(text: "\(b.text)'", shape: b.shape.transposed)
      if a.shape.broadcast(with: turned.shape) != nil { return turned }
    }
    return Value(text: "s", shape: .scalar)
  }

  private mutating func elementwise(_ a: Value) -> Value {
    let b = partner(of: a)
    let shape = a.shape.broadcast(with: b.shape) ?? a.shape
    let (left, right) = random.below(2) == 0 ? (a, b) : (b, a)
    switch random.below(8) {
    case 0, 1: return Value(text: "(\(left.text) + \(right.text))", shape: shape)
    case 2: return Value(text: "(\(left.text) - \(right.text))", shape: shape)
    case 3: return Value(text: "(\(left.text).*(\(right.text)))", shape: shape)
    case 4: return Value(text: "((\(left.text))./(3 + (\(right.text)).^2))", shape: shape)
    case 5:
      let name = pick(["max", "min", "hypot", "atan2"])
      return Value(text: "\(name)(\(left.text), \(right.text))", shape: shape)
    case 6:
      return Value(
        text: "if(\(left.text) > \(right.text), sin(\(left.text)), \(right.text))", shape: shape)
    default: return Value(text: "(1.5 + sin(\(left.text))).^(\(right.text))", shape: shape)
    }
  }

  private mutating func product(_ a: Value) -> Value {
    for _ in 0..<6 {
      let b = leaf()
      let columns = b.shape.columns
      if a.isScalar || b.isScalar {
        return Value(text: "(\(a.text))*(\(b.text))", shape: a.isScalar ? b.shape : a.shape)
      }
      if a.shape.columns == b.shape.rows {
        return Value(text: "(\(a.text))*(\(b.text))", shape: Shape(a.shape.rows, columns))
      }
      if a.shape.rows == b.shape.rows {
        return Value(text: "(\(a.text))'*(\(b.text))", shape: Shape(a.shape.columns, columns))
      }
      if a.shape.columns == columns {
        return Value(text: "(\(a.text))*(\(b.text))'", shape: Shape(a.shape.rows, b.shape.rows))
      }
    }
    return Value(
      text: "(\(a.text))'*(\(a.text))", shape: Shape(a.shape.columns, a.shape.columns))
  }

  /// A positive definite matrix with different eigenvalues, from any matrix with some columns.
  private func definite(_ a: Value) -> Value {
    let order = a.shape.columns
    let bounded = "tanh(\(a.text))"
    return Value(
      text: "(\(bounded)'*\(bounded) + diag(\(order == 1 ? "1" : "2:\(order + 1)")))",
      shape: Shape(order, order))
  }

  private mutating func solution(_ a: Value) -> Value {
    let matrix = definite(a)
    let right = Value(text: "(\(a.text))'", shape: a.shape.transposed)
    switch random.below(6) {
    case 0, 1: return Value(text: "(\(matrix.text) \\ \(right.text))", shape: right.shape)
    case 2: return Value(text: "(\(matrix.text)' \\ \(right.text))", shape: right.shape)
    case 3: return Value(text: "lsolve(\(matrix.text), \(right.text))", shape: right.shape)
    case 4: return Value(text: "usolve(\(matrix.text), \(right.text))", shape: right.shape)
    default: return Value(text: "inv(\(matrix.text))", shape: matrix.shape)
    }
  }

  private mutating func spectral(_ a: Value) -> Value {
    let matrix = definite(a)
    switch random.below(6) {
    case 0: return Value(text: "chol(\(matrix.text))", shape: matrix.shape)
    case 1: return Value(text: "logdet(\(matrix.text))", shape: .scalar)
    case 2: return Value(text: "log(det(\(matrix.text)))", shape: .scalar)
    case 3: return Value(text: "eigvals(\(matrix.text))", shape: Shape(matrix.shape.rows, 1))
    case 4: return Value(text: "trace(\(matrix.text))", shape: .scalar)
    default: return Value(text: "(\(matrix.text)/5)^\(pick([0, 1, 2, 3, -1]))", shape: matrix.shape)
    }
  }

  private mutating func slice(_ a: Value) -> Value {
    let (rows, columns) = (a.shape.rows, a.shape.columns)
    let value = "(\(a.text))"
    switch random.below(6) {
    case 0: return Value(text: "\(value)[end, :]", shape: Shape(1, columns))
    case 1: return Value(text: "\(value)[:, 1]", shape: Shape(rows, 1))
    case 2: return Value(text: "\(value)[\(1 + random.below(a.shape.count))]", shape: .scalar)
    case 3:
      let row = 1 + random.below(rows)
      return Value(text: "\(value)[[\(row), 1, \(row)], :]", shape: Shape(3, columns))
    case 4: return Value(text: "\(value)[end:-1:1, end]", shape: Shape(rows, 1))
    default: return Value(text: "\(value)[:]", shape: Shape(a.shape.count, 1))
    }
  }

  private mutating func joined(_ a: Value) -> Value {
    for _ in 0..<6 {
      let b = leaf()
      if a.shape.rows == b.shape.rows {
        return Value(
          text: "[\(a.text), \(b.text)]",
          shape: Shape(a.shape.rows, a.shape.columns + b.shape.columns))
      }
      if a.shape.columns == b.shape.columns {
        return Value(
          text: "[\(a.text); \(b.text)]",
          shape: Shape(a.shape.rows + b.shape.rows, a.shape.columns))
      }
    }
    return Value(text: "[\(a.text); \(a.text)]", shape: Shape(2 * a.shape.rows, a.shape.columns))
  }

  private mutating func reduction(_ a: Value) -> Value {
    let dimension = random.below(3)
    let shape =
      [Shape.scalar, Shape(1, a.shape.columns), Shape(a.shape.rows, 1)][dimension]
    let name = pick(["sum", "mean", "prod", "norm", "logsumexp", "max", "min", "var"])
    guard dimension > 0 else {
      return name == "var" && a.isScalar
        ? Value(text: "sum(\(a.text))", shape: .scalar)
        : Value(text: "\(name)(\(a.text))", shape: .scalar)
    }
    switch name {
    case "max", "min": return Value(text: "\(name)(\(a.text), [], \(dimension))", shape: shape)
    case "var": return Value(text: "mean((\(a.text)).^2, \(dimension))", shape: shape)
    default: return Value(text: "\(name)(\(a.text), \(dimension))", shape: shape)
    }
  }

  private mutating func arrangement(_ a: Value) -> Value {
    let (rows, columns) = (a.shape.rows, a.shape.columns)
    switch random.below(10) {
    case 0: return Value(text: "(\(a.text))'", shape: a.shape.transposed)
    case 1:
      return Value(text: "reshape(\(a.text), \(columns), \(rows))", shape: Shape(columns, rows))
    case 2: return Value(text: "tril(\(a.text), \(random.below(3) - 1))", shape: a.shape)
    case 3: return Value(text: "triu(\(a.text))", shape: a.shape)
    case 4:
      if a.isScalar { return a }
      return Value(
        text: "diag(\(a.text))",
        shape: a.shape.isVector
          ? Shape(a.shape.count, a.shape.count) : Shape(min(rows, columns), 1))
    case 5: return Value(text: "flip(\(a.text), \(1 + random.below(2)))", shape: a.shape)
    case 6: return Value(text: "cumsum(\(a.text))", shape: a.shape)
    case 7: return Value(text: "softmax(\(a.text))", shape: a.shape)
    case 8: return Value(text: "repmat(\(a.text), 1, 2)", shape: Shape(rows, 2 * columns))
    default: return Value(text: "kron([1, 2], \(a.text))", shape: Shape(rows, 2 * columns))
    }
  }
}
