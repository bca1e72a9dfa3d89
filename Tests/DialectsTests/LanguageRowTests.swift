import Dialects
import Testing

/// Formulas from programs in languages whose arrays and quotients are their own.
@Suite("Pasted formulas of languages")
struct LanguageRowTests {
  private static func read(
    _ dialect: Dialect, _ text: String, _ program: String, _ notes: String...
  ) -> Pasted {
    .read(dialect, text, program, notes: notes)
  }

  private static func refused(
    _ dialect: Dialect, _ text: String, _ headline: String, _ edits: String...
  ) -> Pasted {
    .refused(dialect, text, headline, edits: edits)
  }

  static let c = [
    refused(.c, "1/2*x", "a quotient of whole numbers", "1.0/2", "0"),
    refused(.c, "7/2", "`7/2` is 3 there", "7.0/2", "3"),
    read(.c, "1.0/2*x", "1.0/2*x"),
    read(.c, "x/2", "x/2"),
    refused(.c, "x^2", "exclusive or", "pow(x, 2)"),
    refused(.c, "x & y", "bits"),
    read(.c, "pow(x, 2.0f)", "x^2.0"),
    read(.c, "x > 0 ? 1 : 2", "if(x > 0, 1, 2)"),
    read(.c, "7 % 3", "rem(7, 3)"),
    read(.c, "!a == b", "!a == b"),
    read(.c, "a < b < c", "(a < b) < c"),
    read(.c, "x[0] + x[2]", "x[1] + x[3]"),
    refused(.c, "x[i]", "whole number"),
    read(.c, "std::exp(-x) /* a */ // b", "exp(-x)"),
    read(.c, "(double)x/3", "x/3"),
    read(.c, "double y = x*x; return y + 1;", "y = x*x; y + 1"),
    read(.c, "double f(double x, double y) { return x*y; } f(1, 2)", "f(x, y) = x*y; f(1, 2)"),
    read(.c, "M_PI*r*r", "pi*r*r"),
  ]

  static let javascript = [
    read(.javascript, "1/2*x", "1/2*x"),
    refused(.javascript, "x^2", "exclusive or", "x**2"),
    read(.javascript, "2**3**2", "2^3^2"),
    read(.javascript, "7 % 3", "rem(7, 3)"),
    read(.javascript, "Math.max(a, b, c)", "max(a, b, c)"),
    read(.javascript, "x>0?1:2", "if(x > 0, 1, 2)"),
    read(.javascript, "a === b", "a == b"),
    read(.javascript, "Math.round(x)", "floor(x + 0.5)"),
    read(.javascript, "const f = (x, y) => x*y; f(1, 2)", "f(x, y) = x*y; f(1, 2)"),
    read(.javascript, "f = x => x**2\nf(3)", "f(x) = x^2; f(3)"),
    read(.javascript, "function f(x) { return x*x; }\nf(2)", "f(x) = x*x; f(2)"),
    read(.javascript, "let y = Math.sin(x)\n  + 1\ny*2", "y = sin(x) + 1; y*2"),
    read(.javascript, "1_000", "1000"),
  ]

  static let julia = [
    read(.julia, "A*B + A.*B", "A*B + A.*B"),
    read(.julia, "2x^2", "2*x^2"),
    read(.julia, "x'x", "x'*x"),
    read(.julia, "1/2x", "1/(2*x)"),
    read(.julia, "2(x+1)", "2*(x + 1)"),
    read(.julia, "2e3", "2e3"),
    read(.julia, "0x1", "0x1"),
    read(.julia, "2^3x", "2^(3*x)"),
    read(.julia, "7 ÷ 2", "round((7 - rem(7, 2))/2)"),
    read(.julia, "log(2, 8)", "log(8)/log(2)"),
    read(.julia, "round(x)", "round(x)", "even neighbour"),
    read(.julia, "exp.(x) .* y", "exp(x).*y"),
    read(.julia, "x[1] + x[end-1] + A[:, 1]", "x[1] + x[end - 1] + A[:, 1]"),
    read(.julia, "[1 2; 3 4]*[5, 6]", "[1, 2; 3, 4]*[5; 6]"),
    read(.julia, "x > 0 ? 1 : 2", "if(x > 0, 1, 2)"),
    read(.julia, "a < b < c", "a < b && b < c"),
    read(.julia, "f(x) = x^2; f(3)", "f(x) = x^2; f(3)"),
    read(.julia, "f = x -> x^2; f(2)", "f(x) = x^2; f(2)"),
    read(.julia, "function f(x)\n  return x^2\nend\nf(2)", "f(x) = x^2; f(2)"),
    read(.julia, "ℯ^x", "exp(x)"),
  ]

  static let octave = [
    read(.octave, "2^3^2", "(2^3)^2"),
    read(.octave, "-2^2", "-2^2"),
    read(.octave, "2^-1^2", "(2^-1)^2"),
    read(.octave, "!a==b", "!a == b"),
    read(.octave, "x(2)", "x[2]"),
    read(.octave, "A(1,:)", "A[1, :]"),
    read(.octave, "x(end)", "x[end]"),
    read(.octave, "x(1:2:end)", "x[1:2:end]"),
    refused(.octave, "x(i)", "an index, or the argument"),
    read(.octave, "[1 -2]", "[1, -2]"),
    read(.octave, "[x' 3]", "[x', 3]"),
    read(.octave, "[1 - 2]", "[1 - 2]"),
    read(.octave, "[1, 2; 3, 4]", "[1, 2; 3, 4]"),
    read(.octave, "A*B + A.*B", "A*B + A.*B"),
    read(.octave, "f = @(x) x^2; f(3)", "f(x) = x^2; f(3)"),
    read(.octave, "a ~= b % not equal", "a != b"),
    read(.octave, "1.5d-3", "1.5e-3"),
  ]

  static let r = [
    read(.r, "x <- a*b; x^2", "x = a.*b; x.^2"),
    read(.r, "f <- function(x) x^2; f(3)", "f(x) = x.^2; f(3)"),
    read(.r, "f <- function(x) { x^2 }\nf(2)", "f(x) = x.^2; f(2)"),
    refused(.r, "x -> y", "defines what stands behind it", "y <- x"),
    read(.r, "a %o% b", "outer(a, b)"),
    read(.r, "a %*% b", "a*b"),
    read(.r, "1:n-1", "(1:n) - 1"),
    read(.r, "7 %% 3 + 7 %/% 2", "mod(7, 3) + round((7 - mod(7, 2))/2)"),
    read(.r, "log(x, base=2)", "log(x)/log(2)"),
    read(.r, "a.b + 1", "a_b + 1"),
    read(.r, "if (x > 0) 1 else 2", "if(x > 0, 1, 2)"),
    read(.r, "c(1, 2, 3)", "[1; 2; 3]"),
    read(.r, "-2^2", "-2^2"),
    read(.r, "round(x)", "round(x)", "even neighbour"),
    read(.r, "x[2]", "x[2]"),
    refused(.r, "x[-1]", "below 1"),
  ]

  static let fortran = [
    read(.fortran, "A*B", "a.*b"),
    read(.fortran, "MATMUL(A, B)", "a*b"),
    refused(.fortran, "1/2*x", "a quotient of whole numbers", "1.0/2", "0"),
    read(.fortran, "1.5D0*x", "1.5e0*x"),
    read(.fortran, "1.0_dp", "1.0"),
    read(.fortran, "-a**2", "-a.^2"),
    read(.fortran, "x .gt. 1 .and. y .LT. 2", "x > 1 && y < 2"),
    read(.fortran, "1.and.2", "1 && 2"),
    read(.fortran, "x(2)", "x[2]"),
    refused(.fortran, "x(i)", "an index, or the argument"),
    read(.fortran, "mod(7, 3) + modulo(7, 3)", "rem(7, 3) + mod(7, 3)"),
    read(.fortran, "DSQRT(x) ! root", "sqrt(x)"),
  ]

  static let maxima = [
    read(.maxima, "%pi*r^2", "pi*r.^2"),
    read(.maxima, "%e^(-x)", "exp(-x)"),
    read(.maxima, "f(x) := x^2$ f(3)", "f(x) = x.^2; f(3)"),
    read(.maxima, "a : 3; a^2", "a = 3; a^2"),
    read(.maxima, "diff(x^2, x)", "diff(x.^2, x)"),
    read(.maxima, "A.B", "A*B"),
    read(.maxima, "if x > 0 then 1 else 2", "if(x > 0, 1, 2)"),
    refused(.maxima, "%i", "no complex numbers"),
    read(.maxima, "a and not b", "a && !b"),
  ]

  @Test(
    "A formula is read with the meaning that it has, or refused",
    arguments: c + javascript + julia + octave + r + fortran + maxima)
  func row(pasted: Pasted) throws { try pasted.check() }

  /// Values that node 20 prints.
  @Test(
    "What is read has the value that JavaScript gives",
    arguments: [
      ("2**3**2", 512), ("7 % 3 + -7 % 3", 0), ("1/2*3", 1.5), ("Math.round(-2.5)", -2),
      ("3 > 2 ? Math.hypot(3, 4) : 0", 5), ("Math.max(1, 2, 3) ** 2", 9),
    ])
  func javascriptValue(text: String, value: Double) throws {
    #expect(try Pasted.value(.javascript, text) == value)
  }
}
