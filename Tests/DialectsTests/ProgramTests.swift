import Dialects
import Testing

/// Formulas from programs and spreadsheets.
@Suite("Pasted programs")
struct ProgramTests {
  private static func read(
    _ dialect: Dialect, _ text: String, _ program: String, _ notes: String...,
    known: [String: Bool] = [:]
  ) -> Pasted {
    .read(dialect, text, program, notes: notes, known: known)
  }

  private static func refused(
    _ dialect: Dialect, _ text: String, _ headline: String, _ edits: String...
  ) -> Pasted {
    .refused(dialect, text, headline, edits: edits)
  }

  static let python = [
    read(.python, "A*B", "A.*B"),
    read(.python, "A**2", "A.^2"),
    read(.python, "A/B", "A./B"),
    read(.python, "np.exp(A)", "exp(A)"),
    read(.python, "2*A + A/2 + 2/A", "2*A + A/2 + 2./A"),
    read(.python, "a*x", "a*x", known: ["a": true]),
    read(.python, "A @ B", "A*B"),
    read(.python, "np.matmul(A, B)", "A*B"),
    read(.python, "1/2*x", "1/2*x"),
    refused(.python, "x^2", "exclusive or", "x**2"),
    read(.python, "2**3**2", "2^3^2"),
    read(.python, "-2**2", "-2^2"),
    read(.python, "2**-1**2", "2^-1^2"),
    read(.python, "not a == b", "!(a == b)"),
    read(.python, "a < b < c", "a < b && b < c"),
    read(.python, "(a < b) < c", "(a < b) < c"),
    read(.python, "x[0]", "x[1]"),
    read(.python, "x[-1]", "x[end]"),
    read(.python, "x[-2]", "x[end - 1]"),
    read(.python, "x[1:3]", "x[2:3]"),
    read(.python, "x[::2]", "x[1:2:end]"),
    read(.python, "A[:,0]", "A[:, 1]"),
    refused(.python, "x[i]", "whole number"),
    read(.python, "7 // 2 + 7 % 3", "round((7 - mod(7, 2))/2) + mod(7, 3)"),
    read(.python, "math.atan2(y, x)", "atan2(y, x)"),
    read(.python, "math.log(x, 2)", "log(x)/log(2)"),
    read(.python, "round(x)", "round(x)", "even neighbour"),
    read(.python, "np.var(x)", "var(x)*(numel(x) - 1)/numel(x)"),
    read(.python, "torch.var(x)", "var(x)"),
    read(.python, "np.sum(A, axis=0)", "sum(A, 1)"),
    read(.python, "A.sum(axis=1)", "sum(A, 2)"),
    read(.python, "x.T @ A @ x", "x'*A*x"),
    read(.python, "np.linalg.norm(x)", "norm(x)"),
    read(.python, "a if x > 0 else b", "if(x > 0, a, b)"),
    refused(
      .python, "a and b or not c", "one of its operands", "(a != 0) and (b != 0) or not c"),
    read(.python, "a > 0 and b < 1 or not c", "a > 0 && b < 1 || !c"),
    read(.python, "1 if a and b else 2", "if(a && b, 1, 2)"),
    read(.python, "2/-(a*b)", "2./(-a.*b)"),
    read(.python, "1_000*x", "1000*x"),
    read(.python, "np.array([[1, 2], [3, 4]]) @ np.array([5, 6])", "[1, 2; 3, 4]*[5; 6]"),
    read(.python, "import numpy as np\ny = np.sin(x)\ny**2", "y = sin(x); y.^2"),
    read(.python, "f = lambda x: x**2\nf(3)", "f(x) = x.^2; f(3)"),
    read(.python, "def f(x, y):\n    return x*y\nf(1, 2)", "f(x, y) = x.*y; f(1, 2)"),
    refused(.python, "np.foo(x)", "not known here"),
    refused(.python, "x = 1; x = 2", "defined twice"),
    refused(.python, "3E0.5", "no number of Python"),
    refused(.python, "(a + b", "never closed"),
    refused(.python, "'a'", "no meaning"),
    refused(.python, "", "no formula"),
    refused(.python, "np.clip(x)", "these arguments"),
  ]

  static let mathematica = [
    read(.mathematica, "A*B", "A.*B"),
    read(.mathematica, "a.b", "a*b"),
    read(.mathematica, "ArcTan[x, y]", "atan2(y, x)"),
    read(.mathematica, "Log[b, x]", "log(x)./log(b)"),
    read(.mathematica, "Sinc[x]", "sinc(x/pi)"),
    read(.mathematica, "Round[x]", "round(x)", "even neighbour"),
    read(
      .mathematica, "f[x_] := x^2; f'[3]", "f(x) = x.^2; f_prime(x) = diff(f(x), x); f_prime(3)"),
    read(.mathematica, "x y", "x.*y"),
    read(.mathematica, "2 x", "2*x"),
    read(.mathematica, "1/2 x", "1/2*x"),
    read(.mathematica, "x (* a comment *) + 1", "x + 1"),
    read(.mathematica, "1.5*^-3", "1.5e-3"),
    refused(.mathematica, "expr /. x -> 2", "a replacement is a binding"),
    read(.mathematica, "x[[1]]", "x[1]"),
    read(.mathematica, "30 Degree", "30*(pi/180)"),
    refused(.mathematica, "2 I", "no complex numbers"),
    read(.mathematica, "E^(-x^2/2)", "exp(-x.^2/2)"),
    read(.mathematica, "2^3^2 - 2^2", "2^3^2 - 2^2"),
    read(.mathematica, "If[0 < x < 1, x, 0]", "if(0 < x && x < 1, x, 0)"),
    read(.mathematica, "{{1, 2}, {3, 4}}.{5, 6}", "[1, 2; 3, 4]*[5; 6]"),
    read(.mathematica, "n!", "gamma(n + 1)"),
    read(.mathematica, "D[x^2, x]", "diff(x.^2, x)"),
  ]

  static let excel = [
    read(.excel, "=WURZEL(A1)+WENN(B1>0;1,5;0)", "sqrt(A1) + if(B1 > 0, 1.5, 0)"),
    read(.excel, "=RACINE(A1)+SI(B1>0;1,5;0)", "sqrt(A1) + if(B1 > 0, 1.5, 0)"),
    read(.excel, "=RAIZ(A1)", "sqrt(A1)"),
    read(.excel, "=A1*1,5", "A1*1.5"),
    read(.excel, "=MAX(A1,5)", "max([A1; 5])"),
    read(.excel, "=5%", "0.05"),
    read(.excel, "=SUM(A1:A3)", "sum([A1; A2; A3])"),
    read(.excel, "=SUM(A1:B2)", "sum([A1, B1; A2, B2])"),
    refused(.excel, "=Sheet1!B2", "other sheets", "B2"),
    read(.excel, "=LOG10(A1)", "log10(A1)"),
    read(.excel, "=LOG(100)", "log10(100)"),
    read(.excel, "=LOG(8;2)", "log(8)/log(2)"),
    read(.excel, "=ATAN2(A1; B1)", "atan2(B1, A1)"),
    read(.excel, "=2^3^2", "(2^3)^2"),
    read(.excel, "=-2^2", "(-2)^2"),
    read(.excel, "=-A1^2", "(-A1)^2"),
    read(.excel, "=0-A1^2", "0 - A1^2"),
    read(.excel, "=VAR.P(A1:A2)", "var([A1; A2])*(numel([A1; A2]) - 1)/numel([A1; A2])"),
    read(.excel, "=VAR.S(A1:A2)", "var([A1; A2])"),
    read(.excel, "=MOD(A1;3)", "mod(A1, 3)"),
    read(.excel, "=IF(A1=2,1,0)", "if(A1 == 2, 1, 0)"),
    read(.excel, "=$A$1*a1", "A1*A1"),
    refused(.excel, #"="a"&"b""#, "unexpected"),
    refused(.excel, "=FOO(A1)", "not known here"),
  ]

  static let unicode = [
    refused(.unicode, "½mv²", "one name, or a product", "(mv)", "·m·v"),
    read(.unicode, "½·m·v²", "1/2*m*v^2"),
    refused(.unicode, "√2x", "two ways", "√(2x)", "√2·x"),
    read(.unicode, "√(2x)", "sqrt(2*x)"),
    read(.unicode, "sin⁻¹x", "asin(x)", "inverse"),
    read(.unicode, "x²y", "x^2*y"),
    read(.unicode, "e⁻ˣ", "exp(-x)"),
    read(.unicode, "x₁ + x₁₂", "x_1 + x_12"),
    read(.unicode, "∑xᵢ²", "sum(x.^2)", "index"),
    read(.unicode, "f(x) = x²; f′(x)", "f(x) = x^2; diff(f(x), x)"),
    read(.unicode, "a·b", "a*b"),
    read(.unicode, "7÷2", "7/2"),
    read(.unicode, "x ≠ y", "x != y"),
    read(.unicode, "30°", "30*pi/180"),
    read(.unicode, "sin x cos y", "sin(x)*cos(y)"),
    read(.unicode, "sin(x)cos(x)", "sin(x)*cos(x)"),
    read(.unicode, "7 mod 3", "mod(7, 3)"),
    refused(.unicode, "1/2x", "two ways", "1/(2x)", "(1/2)·x"),
    refused(.unicode, "f(x)", "a function, or a factor", "f·(x)"),
    read(.unicode, "a(b + c)", "a*(b + c)"),
    read(.unicode, "xᵀA", "x'*A"),
    read(.unicode, "|x| + ⌊y⌋", "abs(x) + floor(y)"),
    refused(.unicode, "5±0.1", "uncertainty"),
    refused(.unicode, "∫x", "integrals"),
  ]

  @Test(
    "A program is read with the meaning that it has, or refused",
    arguments: python + mathematica + excel + unicode)
  func row(pasted: Pasted) throws { try pasted.check() }

  /// Values that Python 3.11 with NumPy 2.4 prints.
  @Test(
    "What is read has the value that Python gives",
    arguments: [
      ("2**3**2 - -2**2", 516), ("7 // 2 + -7 % 3", 5), ("2**-1**2", 0.5),
      ("np.var([1, 2, 4])", 1.5555555555555554), ("np.std([1, 2, 4])", 1.247219128924647),
      ("math.atan2(1, 2)", 0.4636476090008061), ("math.log(8, 2)", 3),
      ("np.array([[1, 2], [3, 4]])[0, -1]", 2), ("3 if 1 < 2 < 3 else 4", 3),
      ("np.sum(np.array([1, 2, 3, 4])[1:3])", 5), ("np.fmod(-7, 3)", -1),
    ])
  func pythonValue(text: String, value: Double) throws {
    #expect(abs(try Pasted.value(.python, text) - value) < 1e-15 * max(1, abs(value)))
  }
}
