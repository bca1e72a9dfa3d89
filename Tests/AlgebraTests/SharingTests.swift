import Testing

/// Shared definitions stay shared: the text is as long as the program, times a factor.
@Suite("Shared definitions")
struct SharingTests {
  private func swell(_ count: Int) -> String {
    var text = "v0 = x\n"
    for index in 0..<count { text += "v\(index + 1) = v\(index)*y + sin(v\(index))\n" }
    return text
  }

  @Test("v = v*y + sin(v), a thousand times")
  func thousand() throws {
    let program = swell(1000)
    for name in ["x", "y"] {
      let text = try derivative(program, by: [name])
      #expect(try operationCount(text) < 12 * operationCount(program))
      let point = ["x": 0.3, "y": 0.9]
      let expected = try partial(program, by: name, at: point)
      #expect(abs(try value(text, at: point) - expected) <= 1e-9 * abs(expected))
    }
  }

  @Test("Short ones too", arguments: [3, 6, 12, 25, 60])
  func short(_ count: Int) throws {
    let program = swell(count)
    let text = try derivative(program, by: ["y"])
    #expect(try operationCount(text) < 12 * operationCount(program))
    let point = ["x": 0.3, "y": 0.9]
    let expected = try partial(program, by: "y", at: point)
    #expect(abs(try value(text, at: point) - expected) <= 1e-10 * abs(expected))
  }

  @Test("Long sums and products are read at once")
  func longChains() throws {
    let sum = (0..<20_000).map { "x*\($0)" }.joined(separator: " + ")
    #expect(try derivative(sum) == "199990000")
    let nested = String(repeating: "sin(", count: 3000) + "x" + String(repeating: ")", count: 3000)
    let text = try derivative(nested)
    #expect(try operationCount(text) < 20_000)
    let expected = try partial(nested, by: "x", at: ["x": 0.5])
    #expect(abs(try value(text, at: ["x": 0.5]) - expected) <= 1e-10 * abs(expected))
  }

  @Test("A definition that a formula holds in two forms is written under its name once")
  func twoForms() throws {
    let program = """
      a0 = cospi(-1.5); a1 = if(x < -0.15, (if(z < 0.77, 1.9, a0))*z, x); a4 = tanh(y + z)
      if(a4 < 0.88, min(a4, a1), a1)
      """
    let point = ["x": -0.9, "y": 0.2, "z": 0.5]
    let text = try derivative(program, by: ["z"])
    let expected = try partial(program, by: "z", at: point)
    #expect(abs(try value(text, at: point) - expected) <= 1e-12 * abs(expected), "\(text)")
  }

  @Test("Of two forms of a definition, the one of its conditions has its name")
  func nameOfTwoForms() throws {
    let text = try derivative(
      "v = u*2 + exp(w)^3; if(v > x || v < x*7, v*x^2, x^3*exp(v))", by: ["x"])
    #expect(
      text == "t1 = 2*u + exp(3*w); v = u*2 + exp(w)^3; "
        + "if(v > x || v < x*7, 2*x*t1, 3*x^2*exp(t1))")
  }

  @Test("A formula is the same in every run")
  func repeatable() throws {
    let program = "a = x*y + z; b = sin(a)*exp(y*z); (a + b)^2/(b - x) + max(a, b)"
    let first = try derivative(program, by: ["y"])
    for _ in 0..<3 { #expect(try derivative(program, by: ["y"]) == first) }
  }
}
