import Testing

/// Derivatives as a textbook prints them.
@Suite("Textbook derivatives")
struct TextbookTests {
  static let table: [(text: String, derivative: String)] = [
    ("x^3", "3*x^2"),
    ("5*x^4 - 3*x^2 + 7", "20*x^3 - 6*x"),
    ("a*x^2 + b*x + c", "2*a*x + b"),
    ("1/x", "-1/x^2"),
    ("sqrt(x)", "1/(2*sqrt(x))"),
    ("x^(1/3)", "1/(3*x^(2/3))"),
    ("x^n", "n*x^(n - 1)"),
    ("x^2.5", "2.5*x^1.5"),
    ("0.1*x^3", "0.3*x^2"),
    ("(1 + x)^10", "10*(x + 1)^9"),
    ("exp(x)", "exp(x)"),
    ("exp(a*x)", "a*exp(a*x)"),
    ("exp(-x^2/2)", "-x*exp(-x^2/2)"),
    ("2^x", "2^x*log(2)"),
    ("a^x", "a^x*log(a)"),
    ("x^x", "(log(x) + 1)*x^x"),
    ("log(x)", "1/x"),
    ("log(a*x + b)", "a/(a*x + b)"),
    ("log2(x)", "1/(x*log(2))"),
    ("log10(x)", "1/(x*log(10))"),
    ("x*log(x)", "log(x) + 1"),
    ("log(log(x))", "1/(x*log(x))"),
    ("2^x*5^x", "10^x*log(10)"),
    ("2^(2 + 5*x)*5^(1 + 5*x)/log(10)", "100*10^(5*x)"),
    ("x*log(6) - x*log(2)", "log(3)"),
    ("x*log(6) - x*log(4)", "log(6) - log(4)"),
    ("sin(x)", "cos(x)"),
    ("cos(x)", "-sin(x)"),
    ("tan(x)", "sec(x)^2"),
    ("cot(x)", "-csc(x)^2"),
    ("sec(x)", "tan(x)/cos(x)"),
    ("csc(x)", "-cot(x)/sin(x)"),
    ("asin(x)", "1/sqrt(1 - x^2)"),
    ("acos(x)", "-1/sqrt(1 - x^2)"),
    ("atan(x)", "1/(x^2 + 1)"),
    ("sinh(x)", "cosh(x)"),
    ("cosh(x)", "sinh(x)"),
    ("tanh(x)", "sech(x)^2"),
    ("coth(x)", "-csch(x)^2"),
    ("sech(x)", "-tanh(x)*sech(x)"),
    ("asinh(x)", "1/sqrt(x^2 + 1)"),
    ("acosh(x)", "1/sqrt(x^2 - 1)"),
    ("atanh(x)", "1/(1 - x^2)"),
    ("x*sin(x)", "x*cos(x) + sin(x)"),
    ("sin(x)*cos(x)", "cos(2*x)"),
    ("sin(x)^2", "sin(2*x)"),
    ("sin(x)^3", "3*sin(x)^2*cos(x)"),
    ("sin(x^2)", "2*x*cos(x^2)"),
    ("exp(sin(x))", "cos(x)*exp(sin(x))"),
    ("exp(x)*sin(x)", "(sin(x) + cos(x))*exp(x)"),
    ("log(sin(x))", "cot(x)"),
    ("log(cos(x))", "-tan(x)"),
    ("exp(x)/x", "(x - 1)*exp(x)/x^2"),
    ("log(x)/x", "(1 - log(x))/x^2"),
    ("x^2*exp(x)", "x*(x + 2)*exp(x)"),
    ("(x^2 + 1)/(x^2 - 1)", "-4*x/(x^2 - 1)^2"),
    ("x^2/(1 + x)", "x*(x + 2)/(x + 1)^2"),
    ("x/(1 + x^2)", "(1 - x^2)/(x^2 + 1)^2"),
    ("sqrt(1 - x^2)", "-x/sqrt(1 - x^2)"),
    ("sqrt(x^2 + y^2)", "x/sqrt(x^2 + y^2)"),
    ("x/sqrt(x^2 + 1)", "1/(x^2 + 1)^1.5"),
    ("log(x + sqrt(x^2 + 1))", "1/sqrt(x^2 + 1)"),
    ("(x + a)*(x + b)", "2*x + a + b"),
    ("abs(x)", "sign(x)"),
    ("x*abs(x)", "2*abs(x)"),
    ("erf(x)", "2*exp(-x^2)/sqrt(pi)"),
    ("gamma(x)", "gamma(x)*digamma(x)"),
    ("besselj(0, x)", "-besselj(1, x)"),
    ("sigmoid(x)", "sigmoid(x)*sigmoid(-x)"),
    ("softplus(x)", "sigmoid(x)"),
    ("normcdf(x)", "normpdf(x)"),
    ("hypot(x, 3)", "x/hypot(x, 3)"),
    ("sin(2*pi*x)", "2*pi*cos(2*pi*x)"),
    ("exp(-k*x)*cos(w*x)", "-(k*cos(x*w) + w*sin(x*w))*exp(-k*x)"),
    // What selects keeps its meaning.
    ("if(x > 0, x^2, -x)", "if(x > 0, 2*x, -1)"),
    ("max(x, y)", "heaviside(x - y)"),
    ("max(x, y)*asin(x)", "max(x, y)/sqrt(1 - x^2) + asin(x)*heaviside(x - y)"),
    ("x*exp2(3) + x*exp10(2)", "108"),
    ("min(x, y)", "heaviside(y - x)"),
    ("relu(x)", "if(x > 0, 1, 0)"),
    ("x*floor(x)", "floor(x)"),
    ("mod(x, 3)", "1"),
    ("y", "1"),
    ("y + 0*x", "0"),
    // Antiderivatives lead back.
    ("(x*sqrt(1 - x^2) + asin(x))/2", "sqrt(1 - x^2)"),
    ("2/15*(1 + x)^(3/2)*(3*x - 2)", "x*sqrt(x + 1)"),
    ("x*asin(x) + sqrt(1 - x^2)", "asin(x)"),
    ("(sin(x) - x*cos(x))/1", "x*sin(x)"),
    ("x^3/9*(3*log(x) - 1)", "x^2*log(x)"),
  ]

  @Test("A derivative is printed as in a textbook", arguments: table.indices)
  func derivatives(_ index: Int) throws {
    let (text, expected) = Self.table[index]
    let printed = try derivative(text)
    #expect(printed == expected, "\(text): \(printed)")
  }

  static let higher: [(text: String, order: Int, derivative: String)] = [
    ("x^5", 5, "120"), ("x^5", 6, "0"), ("sin(x)", 4, "sin(x)"), ("exp(2*x)", 3, "8*exp(2*x)"),
    ("log(x)", 3, "2/x^3"), ("x^n", 2, "n*(n - 1)*x^(n - 2)"), ("x*exp(x)", 3, "(x + 3)*exp(x)"),
    ("1/(1 + x)", 4, "24/(x + 1)^5"), ("tan(x)", 2, "2*tan(x)/cos(x)^2"),
  ]

  @Test("Higher derivatives are simplified in between", arguments: higher.indices)
  func higherDerivatives(_ index: Int) throws {
    let (text, order, expected) = Self.higher[index]
    let printed = try derivative(text, order: order)
    #expect(printed == expected, "\(text), order \(order): \(printed)")
  }

  @Test("The differential has the inputs' differentials, in the order asked for")
  func differentials() throws {
    let text = try derivative("(x + a)*(x + b)", by: ["b", "a"], differential: true)
    #expect(text == "(x + a)*db + (x + b)*da")
    #expect(
      try derivative("x*y - z", by: ["x", "y", "z"], differential: true)
        == "y*dx + x*dy - dz")
    #expect(try derivative("2*x", by: ["x"], differential: true) == "2*dx")
  }

  @Test("Definitions of the program keep their names where the text is shorter")
  func definitions() throws {
    #expect(
      try derivative("speed = x^2 + sin(x) + 1; speed*exp(speed)")
        == "speed = x^2 + sin(x) + 1; (speed + 1)*(2*x + cos(x))*exp(speed)")
    #expect(try derivative("v = x^2; w = v + 1; w^2") == "4*x*(x^2 + 1)")
    // A fresh name clashes with none of the program's.
    let text = try derivative("t1*exp(sin(t1^2 + t1) + log(t1 + 2))*sin(t1^2 + t1)")
    #expect(!text.contains(" t1 = ") && !text.hasPrefix("t1 = "), "\(text)")
  }
}
