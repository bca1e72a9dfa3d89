import Testing

/// Which operator binds what, as prefix notation.
@Suite("Precedence")
struct PrecedenceTests {
  @Test(
    "Operators bind as the grammar says",
    arguments: [
      // Powers: to the right, and tighter than a sign on their left.
      ("-x^2", "(- (^ x 2))"), ("2^-x", "(^ 2 (- x))"), ("2^3^2", "(^ 2 (^ 3 2))"),
      ("2^-x^2", "(^ 2 (- (^ x 2)))"), ("-2^-2", "(- (^ 2 -2))"), ("x.^2^y", "(.^ x (^ 2 y))"),
      ("2^+x", "(^ 2 x)"), ("2^!x", "(^ 2 (! x))"), ("x^-y*z", "(* (^ x (- y)) z)"),
      // Products and sums: to the left.
      ("a/b/c", "(/ (/ a b) c)"), ("a-b-c", "(- (- a b) c)"), ("a-b+c", "(+ (- a b) c)"),
      ("a/b*c", "(* (/ a b) c)"), ("a+b*c", "(+ a (* b c))"), ("a*b+c", "(+ (* a b) c)"),
      (#"a\b*c"#, #"(* (\ a b) c)"#), ("a.*b./c", "(./ (.* a b) c)"),
      // Signs bind tighter than products, and may be repeated.
      ("-a*b", "(* (- a) b)"), ("a*-b", "(* a (- b))"), ("--a", "(- (- a))"), ("-+a", "(- a)"),
      ("a - -b", "(- a (- b))"), ("+a", "a"), ("!a*b", "(* (! a) b)"), ("!!a", "(! (! a))"),
      ("-a^b*c", "(* (- (^ a b)) c)"),
      // A sign directly before a number belongs to it, but not before its power.
      ("-2", "-2"), ("--2", "2"), ("-2^2", "(- (^ 2 2))"), ("-2*x", "(* -2 x)"),
      ("a - 2", "(- a 2)"),
      ("-(2)", "(- 2)"), ("2^-2", "(^ 2 -2)"), ("-2'", "(- (' 2))"), ("!-2", "(! -2)"),
      // Comparisons, then logic.
      ("a+1 < b*2", "(< (+ a 1) (* b 2))"), ("a < b && c < d", "(&& (< a b) (< c d))"),
      ("a || b && c", "(|| a (&& b c))"), ("a && b || c", "(|| (&& a b) c)"),
      ("a || b || c", "(|| (|| a b) c)"), ("!a < b", "(< (! a) b)"), ("!(a < b)", "(! (< a b))"),
      ("a == b && !(c != d)", "(&& (== a b) (! (!= c d)))"), ("a <= b", "(<= a b)"),
      ("a >= b", "(>= a b)"), ("(a < b) < c", "(< (< a b) c)"),
      // Ranges, between sums and comparisons.
      ("a:b+1", "(: a (+ b 1))"), ("a:s:b", "(: a s b)"), ("1:2 == x", "(== (: 1 2) x)"),
      ("(a:b):c", "(: (: a b) c)"),
      // Postfix operators bind tightest.
      ("A'", "(' A)"), ("-A'", "(- (' A))"), ("A'^2", "(^ (' A) 2)"), ("A^B'", "(^ A (' B))"),
      ("A''", "(' (' A))"), ("A[1]'", "(' (at A 1))"), ("A[1][2]", "(at (at A 1) 2)"),
      ("2*x[1]^2", "(* 2 (^ (at x 1) 2))"), ("(a + b)'", "(' (+ a b))"), ("2'", "(' 2)"),
      // Calls and parentheses.
      ("f(x)^2", "(^ (f x) 2)"), ("f(a, b + c)", "(f a (+ b c))"),
      ("f(g(x), -y)", "(f (g x) (- y))"),
      ("sin (x)", "(sin x)"), ("f()", "(f)"), ("(a + b)*c", "(* (+ a b) c)"), ("((x))", "x"),
      ("if(a < b, c, d)", "(if (< a b) c d)"), ("f(x)[1]", "(at (f x) 1)"),
    ])
  func precedence(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }

  @Test(
    "Matrices and indices are read",
    arguments: [
      ("[1, 2; 3, 4]", "[1 2 | 3 4]"), ("[]", "[]"), ("[x]", "[x]"), ("[a; b; c]", "[a | b | c]"),
      ("[-1, a - 1]", "[-1 (- a 1)]"), ("[[1, 2]; [3, 4]]", "[[1 2] | [3 4]]"),
      ("A[i, j]", "(at A i j)"), ("A[:, j]", "(at A : j)"), ("A[:]", "(at A :)"),
      ("A[2:3, :]", "(at A (: 2 3) :)"), ("A[[1, 3], :]", "(at A [1 3] :)"),
      ("x[end]", "(at x end)"), ("x[end - 1]", "(at x (- end 1))"),
      ("x[1:end]", "(at x (: 1 end))"),
      ("x[1:2:end]", "(at x (: 1 2 end))"), ("x[y[end]]", "(at x (at y end))"),
      // Outside an index, `end` is a name like any other.
      ("end + x[end]", "(+ end (at x end))"), ("[1, 2][1]", "(at [1 2] 1)"),
      ("A[f(end), 1]", "(at A (f end) 1)"),
    ])
  func matrices(text: String, expected: String) throws {
    #expect(try tree(text) == expected)
  }
}
