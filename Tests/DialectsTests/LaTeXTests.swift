import Dialects
import Testing

/// LaTeX as people and language models write it.
@Suite("LaTeX")
struct LaTeXTests {
  private static let latex = Dialect.latex

  private static func read(
    _ text: String, _ program: String, _ notes: String..., known: [String: Bool] = [:]
  ) -> Pasted {
    .read(latex, text, program, notes: notes, known: known)
  }

  private static func refused(_ text: String, _ headline: String, _ edits: String...) -> Pasted {
    .refused(latex, text, headline, edits: edits)
  }

  static let functions = [
    read(#"\sin^{-1} x"#, "asin(x)", "inverse"),
    read(#"\tanh^{-1}(x)"#, "atanh(x)", "inverse"),
    refused(#"\log^{-1} x"#, "inverse or a reciprocal"),
    refused(#"\Gamma^{-1}(x)"#, "inverse or a reciprocal"),
    refused(#"f(x) = x; f^{-1}(2)"#, "inverse or a reciprocal"),
    read(#"\sin^{2} x"#, "sin(x)^2"),
    read(#"\ln^2(1+x)"#, "log(1 + x)^2"),
    read(#"\sin^{-2} x"#, "sin(x)^-2"),
    read(#"\log x"#, "log(x)", "natural"),
    refused(#"\log x + \ln y"#, "base is not clear", #"\log_{10}"#, #"\ln"#),
    read(#"\lg x"#, "log10(x)"),
    read(#"\log_2 x"#, "log2(x)"),
    read(#"\log_{10}(x)"#, "log10(x)"),
    read(#"\log_b x"#, "log(x)/log(b)"),
    read(#"\sin xyz"#, "sin(x*y*z)"),
    read(#"\cos 2\pi f t"#, "cos(2*pi*f*t)"),
    read(#"\ln 2x + 1"#, "log(2*x) + 1"),
    read(#"\sin x \cos y"#, "sin(x)*cos(y)"),
    refused(
      #"\sin x / y"#, "two ways", #"\frac{\sin x}{y}"#, #"\sin\left(\frac{x}{y}\right)"#),
    refused(
      #"\log x / y"#, "two ways", #"\frac{\log x}{y}"#, #"\log\left(\frac{x}{y}\right)"#),
    read(#"\sin(x)^2"#, "sin(x)^2"),
    read(#"\sin x^2"#, "sin(x^2)"),
    read(#"\ln(x)^2"#, "log(x)^2"),
    read(#"\sin(x) y"#, "sin(x)*y"),
    read(#"\sin(x)(1+y)"#, "sin(x)*(1 + y)"),
    read(#"\Gamma(x)"#, "gamma(x)"),
    read(#"\operatorname{erf}(x)"#, "erf(x)"),
    read(#"\operatorname{erf} x"#, "erf(x)"),
    read(#"\max(a,b)"#, "max(a, b)"),
    read(#"\max\{a,b\}"#, "max(a, b)"),
    refused(#"\min_i x_i"#, "needs brackets"),
  ]

  static let names = [
    read("e^{-x}", "exp(-x)"),
    read(
      #"\frac{e^2}{4\pi\epsilon_0 r}"#, "exp(2)/(4*pi*epsilon_0*r)", "constant 2.718"),
    read("m e", "m*e", "constant 2.718"),
    read("e^2", "e^2", known: ["e": true]),
    read("x'", "x_prime", "a name"),
    read(#"\mathrm{NTU}"#, "NTU"),
    read(#"\text{rate}"#, "rate"),
    read(#"\mathit{Re}"#, "Re"),
    read(#"\operatorname{NTU}"#, "NTU"),
    read("NTU", "N*T*U"),
    read("mv", "m*v"),
    read("NTU", "N*T*U", "product of letters", known: ["NTU": true]),
    refused("PV = nRT", "only a name"),
    read("V_{AB}", "V_AB"),
    read("x_{12}", "x_12"),
    read(#"T_{\max}"#, "T_max"),
    read(#"T_{\text{in}}"#, "T_in"),
    read("k_B T", "k_B*T"),
    read("x_{i,j}", "x_i_j"),
    refused("x_{i+1}", "no arithmetic"),
    refused("T_{1/2}", "no arithmetic"),
    refused("x_{i,j} + x_{i_j}", "would both be"),
    read("x_1^2", "x_1^2"),
    read("x^2_1", "x_1^2"),
    read(#"\hat{y}"#, "y_hat"),
    read(#"\bar x"#, "x_bar", "traces"),
    read(#"\dot{x}"#, "x_dot", "traces"),
    read(#"\tilde\theta"#, "theta_tilde"),
    read(#"\hat\beta_1"#, "beta_hat_1"),
    read(#"\mathbf{x}"#, "x"),
    read(#"\boldsymbol\theta"#, "theta"),
    read(#"\vec a"#, "a"),
    refused(#"x + \mathbf{x}"#, "would both be"),
    refused(#"\mathbb{R}"#, "a set or an expectation"),
    read(#"\Delta x"#, "Delta_x", "one name"),
    read(#"\Delta G"#, "Delta_G", "one name"),
    refused(#"\delta x"#, "one name, or two", #"\Delta x"#, #"\delta\cdot x"#),
    read(#"\mathcal{L} = \ell"#, "L = ell"),
    read(#"\varepsilon + \epsilon"#, "varepsilon + epsilon"),
    refused(#"L + \mathcal{L}"#, "would both be"),
  ]

  static let products = [
    read("x^{2y}", "x^(2*y)"),
    read("x^{y^z}", "x^y^z"),
    refused("x^23", "one digit", "{23}", #"2\cdot 3"#),
    read(#"\frac12"#, "1/2"),
    read(#"\frac1x"#, "1/x"),
    read(#"\sqrt2x"#, "sqrt(2)*x", "root of `2` alone"),
    refused("1/2x", "two ways", #"\frac{1}{2x}"#, #"\frac{1}{2}x"#),
    refused("a/bc", "two ways", #"\frac{a}{bc}"#, #"\frac{a}{b}c"#),
    read(#"\frac{\sin x}{x} y"#, "sin(x)/x*y"),
    read("a(b+c)", "a*(b + c)"),
    read("x(x-1)", "x*(x - 1)"),
    read(#"\eta(\sqrt{2}+\eta)"#, "eta*(sqrt(2) + eta)"),
    refused("f(x)", "a function, or a factor", #"f\cdot (x)"#),
    refused("y(t)", "a function, or a factor", #"y\cdot (t)"#),
    refused(#"\theta(t)"#, "a function, or a factor", #"\theta\cdot (t)"#),
    refused(
      #"\sigma(x)"#, "a function, or a factor", #"\operatorname{sigmoid}(x)"#,
      #"\sigma\cdot (x)"#),
    refused(
      #"\Phi(d_1)"#, "a function, or a factor", #"\operatorname{normcdf}(d_1)"#,
      #"\Phi\cdot (d_1)"#),
    refused(
      "N(d_1)", "a function, or a factor", #"\operatorname{normcdf}(d_1)"#, #"N\cdot (d_1)"#),
    refused(
      #"\phi(z)"#, "a function, or a factor", #"\operatorname{normpdf}(z)"#, #"\phi\cdot (z)"#),
    refused(
      "J_0(x)", "a function, or a factor", #"\operatorname{besselj}(0, x)"#, #"J_0\cdot (x)"#),
    read("|x|", "abs(x)"),
    read(#"\lVert x\rVert_2^2"#, "norm(x)^2"),
    read(#"\|x\|_1"#, "sum(abs(x))"),
    read(#"\lvert x \rvert"#, "abs(x)"),
    read(#"\ln|x|"#, "log(abs(x))"),
    refused("|a|b|c|", "two ways"),
    read(#"\left(a+b\right)^2"#, "(a + b)^2"),
    read(#"\bigl(a+b\bigr)^2"#, "(a + b)^2"),
    read("[a+b]^2", "(a + b)^2"),
    read(#"\{a+b\}^2"#, "(a + b)^2"),
    refused(#"\left.x^2\right|_{x=2}"#, "at a point"),
    read("n!", "gamma(n + 1)"),
    refused(#"\binom{n}{k}"#, "binomial", #"\frac{n!}{k!\,(n-k)!}"#),
    read(#"\lfloor x\rfloor"#, "floor(x)"),
    read(#"x \bmod y"#, "mod(x, y)"),
    refused("x2", "without a sign", #"\cdot 2"#, "_{2}"),
  ]

  static let arrays = [
    read(#"\mathbf a \cdot \mathbf b"#, "dot(a, b)"),
    read(#"\vec a\cdot\vec b"#, "dot(a, b)"),
    read(#"a \cdot b"#, "a*b"),
    read(#"x^\top A x"#, "x'*A*x"),
    read(#"A^{\mathsf T}"#, "A'"),
    read(#"A^{\mathrm T}"#, "A'"),
    read(#"A^{\intercal}"#, "A'"),
    refused("x^T A x", "a transpose or a power", #"^\top"#, "^{(T)}"),
    read("A^T A", "A'*A"),
    read("P(1+r)^T + T x", "P*(1 + r)^T + T*x"),
    refused("(1+r)^T", "a transpose or a power", #"^\top"#, "^{(T)}"),
    read(#"(X^\top X)^{-1} X^\top y"#, "(X'*X)^-1*X'*y", "less exact"),
    read(#"\begin{pmatrix}1&2\\3&4\end{pmatrix}"#, "[1, 2; 3, 4]"),
    read(#"\begin{bmatrix}a\\b\end{bmatrix}"#, "[a; b]"),
    read(#"\begin{array}{cc}1&2\\3&4\end{array}"#, "[1, 2; 3, 4]"),
    read(#"\begin{vmatrix}a&b\\c&d\end{vmatrix}"#, "det([a, b; c, d])"),
    read(#"\sum_{i=1}^{3} i^2 + 1"#, "1^2 + 2^2 + 3^2 + 1"),
    read(
      #"\frac1n\sum_{i=1}^n (y_i-\hat y_i)^2"#, "1/numel(y)*sum((y - y_hat).^2)", "index"),
    read(#"-\sum_{i} p_i \ln q_i"#, "-sum(p.*log(q))", "index"),
    read(#"\sum_{i=1}^{3} x_i"#, "x_1 + x_2 + x_3"),
    read(#"\sum_{i=1}^{3} x_i"#, "sum(x)", "index", known: ["x": false]),
    refused(#"\sum_{i=1}^{n} i x_i"#, "no constants"),
    refused(#"\sum_{i=1}^{n} i"#, "no constants"),
    read(#"\prod_{k=1}^{4}(x-k)"#, "(x - 1)*(x - 2)*(x - 3)*(x - 4)"),
  ]

  static let displays = [
    read("f(x) = x^2; f'(x)", "f(x) = x^2; diff(f(x), x)"),
    read(
      "f(x) = x^2; f''(1)",
      "f(x) = x^2; f_prime_prime(x) = diff(f(x), x, 2); f_prime_prime(1)"),
    refused(#"\int_0^1 e^{-x^2}\,dx"#, "integrals"),
    refused(#"\int_0^1 \frac{dx}{1+x}"#, "integrals"),
    read(#"\frac{d}{dx} x^2"#, "diff(x^2, x)"),
    read(#"\frac{\mathrm d}{\mathrm d x} \sin(x)"#, "diff(sin(x), x)"),
    read(#"\frac{\partial f}{\partial x}"#, "diff(f, x)"),
    read(#"\frac{d^2 y}{dt^2}"#, "diff(y, t, 2)"),
    read(#"\pdv{f}{x}"#, "diff(f, x)"),
    refused(#"\nabla f"#, "a command here"),
    read(
      #"\begin{cases} x^2 & x>0\\ 0 & \text{otherwise}\end{cases}"#, "if(x > 0, x^2, 0)"),
    refused(#"\begin{cases} x^2 & x>0\\ 0 & x<0\end{cases}"#, "no last one"),
    read(
      #"\begin{aligned} y &= mx+b \\ z &= y^2 \end{aligned}"#, "y = m*x + b; z = y^2"),
    refused(#"\begin{aligned} y &= mx+b \\ &= y^2 \end{aligned}"#, "another right side"),
    read("$$x^2$$", "x^2"),
    read(#"\[x^2\]"#, "x^2"),
    read(#"\(x^2\)"#, "x^2"),
    read("```latex\nx^2\n```", "x^2"),
    read(#"\boxed{x+1}"#, "x + 1"),
    read(#"x^2 \tag{3}"#, "x^2"),
    read(#"x^2 \label{eq:a}."#, "x^2"),
    read("x^2,", "x^2"),
    read(#"a\,b\;c\!d~g\quad h"#, "a*b*c*d*g*h"),
    read(#"\displaystyle\dfrac{1}{2} + \tfrac13"#, "1/2 + 1/3"),
    read("2 % two", "2"),
    refused(#"\foo x"#, #"macro `\foo` is not known"#),
    refused(#"x \to 0"#, #"macro `\to` is not known"#),
  ]

  static let numbers = [
    read("1{,}5", "1.5"),
    refused("1,000", "a thousand", "1000", "1.000"),
    read(#"1\,234.5"#, "1234.5"),
    refused("1{,}000", "a thousand", "1000", "1.000"),
    read(#"1.5\times10^{-3}"#, "1.5e-3"),
    read(#"3\cdot 10^8"#, "3e8"),
    read("1e-3", "1e-3"),
    read("1E3", "1e3"),
    read(#"30^\circ"#, "30*pi/180"),
    read(#"\sin 30^\circ"#, "sin(30*pi/180)"),
    read("30°", "30*pi/180"),
    read(#"50\%"#, "0.5"),
    refused(#"5\pm0.1"#, "uncertainty"),
    refused(#"x \approx 2"#, "no equation", "="),
    refused(#"5\,\mathrm{m/s}"#, "units", ""),
    refused(#"\SI{5}{\metre}"#, "units"),
    refused(#"9.81~\text{m/s}^2"#, "units", ""),
  ]

  @Test(
    "A formula is read as it is set, or refused",
    arguments: functions + names + products + arrays + displays + numbers)
  func row(pasted: Pasted) throws { try pasted.check() }

  @Test("What is read has the value that the formula has")
  func values() throws {
    let density = #"\frac{1}{\sqrt{2\pi}\,\sigma} e^{-\frac{(x-\mu)^2}{2\sigma^2}}"#
    let value = try Pasted.value(Self.latex, density, ["x": 1, "mu": 0.5, "sigma": 2])
    #expect(abs(value - 0.193_334_058_401_424_62) < 1e-15)
  }
}
