/// The part of the language reference about vectors and matrices.
extension LanguageReference {
  static var matrices: [Document.Block] {
    [
      .heading("Vectors and matrices"),
      .paragraph(
        """
        Every value is a matrix of numbers. A number is 1×1, a vector is a column n×1, and a row \
        vector 1×n is its transpose. Shapes are known from the bindings before anything is \
        computed; operands that do not fit are an error, which shows both shapes.
        """),
      .list(
        [
          Document.Item(
            term: "A + B, A - B, A < B, A && B",
            text: """
              Element by element. The shapes are equal, or a dimension of 1 is repeated: a column \
              and a row make a matrix, and a number goes with everything.
              """),
          Document.Item(
            term: "A*B",
            text: """
              The matrix product: A has as many columns as B has rows. With a number it scales.
              """),
          Document.Item(
            term: "A.*B, A./B, A.^B",
            text: """
              Element by element, with the shapes of `+`. In `1./A` the point belongs to the \
              operator.
              """),
          Document.Item(
            term: "A/s, s/A",
            text: "The quotients by a number, or of a number by each element."),
          Document.Item(
            term: "A \\ B",
            text: """
              The solution X of A*X = B, for a square A. `(A'*A) \\ (A'*b)` solves least squares.
              """),
          Document.Item(
            term: "A^n",
            text: """
              A*A*..., for a square A and a constant whole number n; of the inverse for a negative \
              n. `A.^n` is the power of each element.
              """),
          Document.Item(
            term: "A'",
            text: "The transpose, also `transpose(A)`."),
          Document.Item(
            term: "sin(A), if(A > 0, A, 0)",
            text: "Functions of numbers act element by element."),
          Document.Item(
            term: "sum(A), sum(A, 1), sum(A, 2)",
            text: """
              Reductions take all elements and give a number, or go down the columns (1) and give \
              a row, or along the rows (2) and give a column. `max` and `min` write \
              `max(A, [], 1)`, because `max(A, 1)` compares.
              """),
        ], .hanging),
      .paragraph(
        """
        In a shell a program with `'` stands in double quotes, `"x'*A*x"`, or in a file for `-f`, \
        or it says `transpose(x)`.
        """),
    ]
  }

  static var brackets: [Document.Block] {
    [
      .heading("Brackets"),
      .paragraph(
        """
        `[a, b; c, d]` is a matrix by its rows: `,` separates elements, `;` or the end of a line \
        separates rows. The parts may be matrices: parts side by side have equal heights, rows \
        equal widths. `[]` is empty and adds nothing.
        """),
      .code(["X = [ones(rows(t), 1), t, t.^2]      # columns side by side"]),
      .paragraph(
        """
        Indices count from 1, and `end` is the last one. They are constants; `:` takes all.
        """),
      .list(
        [
          Document.Item(term: "A[2, 3]", text: "One element."),
          Document.Item(term: "A[:, 1], A[end, :]", text: "The first column, the last row."),
          Document.Item(
            term: "D.area, D[\"Price (EUR)\"]",
            text: """
              A column by its name in the first line of the file that `D=@FILE` binds. Without a \
              name it is `D[:, 2]`.
              """),
          Document.Item(term: "A[2:3, [1, 4]]", text: "A part: rows 2 and 3, columns 1 and 4."),
          Document.Item(
            term: "x[k], A[k]", text: "One index on a matrix counts down its columns."),
          Document.Item(
            term: "1:5, 0:0.1:1", text: "A row of equal steps; its parts are constants."),
        ], .columns),
      .paragraph(
        """
        Constant is what depends on no input; `rows(A)`, `cols(A)` and `numel(A)` are constant \
        too. An input that is a number is a whole number where it stands in an index, and then \
        constant.
        """),
    ]
  }
}
