/// How fast the tool is and how that was measured, as autodiff-speed(7) says it.
///
/// The figures are those that `Sources/benchmark` and its `rivals.sh` printed on the day that is
/// named here: measure all of a table anew, in one run, or leave it.
enum SpeedReference {
  static let summary = "speed and memory, measured"

  static var blocks: [Document.Block] {
    method + gradientsInMemory + files + processes + largePrograms + furtherWork + kernels
  }

  private static var method: [Document.Block] {
    [
      .paragraph(
        """
        Measured on 2026-11-21 on a virtual machine with 2 shared cores (AMD EPYC with AVX-512, \
        Debian 12, Swift 6.3.1, g++ 12.2). Other work ran on it most of the time, so that ratios \
        are medians of ratios within a round; they vary by a tenth from run to run, wall times \
        with two threads more. Nothing was measured on macOS.
        """),
      .paragraph(
        """
        The first line gives the tool's own figures, the second runs it beside what people would \
        use instead; the script's head says what it needs.
        """),
      .code([
        "swift run -c release benchmark", "Sources/benchmark/rivals.sh DIRECTORY",
      ]),
      .paragraph(
        """
        The native build is one for the vectors of the machine that it is built on. It gives the \
        same bits, because nothing is fused and every function is the project's own:
        """),
      .code(["swift build -c release -Xcc -march=native"]),
      .paragraph(
        """
        The three programs are `exp(sin(u^2)*log(u^2))`, called sample, Rosenbrock's function of \
        10 variables, and Planck's law with absorption and distance, 6 variables.
        """),
    ]
  }

  private static var gradientsInMemory: [Document.Block] {
    [
      .heading("Gradients in memory"),
      .paragraph("Gradients of 10^6 rows on one core, ns a row, and times C++:"),
      .code([
        "                               sample       Rosenbrock   Planck",
        "C++ by hand, -O3 -march=native 28.9 (1)      6.8 (1)     17.3 (1)",
        "heyoka 7.13.2, compiles         4.4 (0.15)   9.4 (1.4)    8.1 (0.46)",
        "autodiff, native                3.7 (0.13)  10.6 (1.5)   12.8 (0.75)",
        "autodiff                       10.3 (0.35)  14.5 (2.1)   34.4 (2.0)",
        "JAX 0.10.2                     28.7 (0.99)  44.9 (6.6)    181 (10)",
        "CasADi 3.8.2                    115 (4.0)    202 (29)     175 (10)",
      ]),
      .paragraph(
        """
        On Rosenbrock's function, which is all additions and products, it loses to both that \
        compile the program: it goes through it a block of rows at a time, step by step. On \
        Planck's law three powers take a third of the time, and heyoka is ahead. Value and \
        gradient together take 1.2 to 1.9 times the value alone.
        """),
    ]
  }

  private static var files: [Document.Block] {
    [
      .heading("From file to file"),
      .paragraph(
        """
        The same from a CSV file to a CSV file, whole processes; wall time, and processor time in \
        parentheses, as a multiple of the C++ program's, which uses from_chars and to_chars and \
        one thread:
        """),
      .code([
        "                     sample       Rosenbrock   Planck       memory",
        "C++ by hand          1 (1)        1 (1)        1 (1)        6 MB",
        "  in seconds         0.11         0.79         0.47",
        "native, 2 threads    0.61 (0.89)  0.54 (0.76)  0.54 (0.80)  11 MB",
        "autodiff, 2 threads  0.58 (0.90)  0.45 (0.74)  0.51 (0.86)  11 MB",
        "autodiff, 1 thread   0.97 (0.84)  0.70 (0.67)  0.84 (0.80)  9 MB",
        "NumPy with pyarrow   3.2 (4.2)    2.4 (3.2)    2.2 (2.7)    157-543 MB",
        "heyoka with pyarrow  3.2 (4.8)    2.7 (3.6)    2.3 (2.9)    205-685 MB",
        "mawk, by hand        4.3 (4.6)    11 (12)      5.7 (5.8)    3 MB",
      ]),
      .paragraph(
        """
        NumPy is 2.4.6, pyarrow 26.0.1. Reading and writing decimals is most of it, and the value \
        is written beside the gradient, which the C++ program does not: for the sample that is \
        twice as many numbers. Where the files lie in memory instead of on a disk, two threads \
        take 0.54, 0.43 and 0.48 of the C++ program's time. A gradient of 10^8 rows from a pipe \
        takes no more memory than one of 10^6, and gives the same bytes with 1, 2 and 3 threads.
        """),
    ]
  }

  private static var processes: [Document.Block] {
    [
      .heading("One gradient"),
      .paragraph(
        """
        One gradient of the sample as a whole process takes 1.49 times as long as /bin/true, which \
        took 0.63 ms. With a shell that starts each, it takes 1.5 times /bin/true, gp 4.1 times, \
        JAX 640 times. Its value takes 1.38 times /bin/true, and 6 MB.
        """),
      .paragraph(
        """
        The linker writes the executable in one piece, and while the system keeps that in memory \
        it starts more quickly than a copy, which lies there in smaller pieces: a gradient takes \
        1.2 times /bin/true as it is built, and 1.4 times as a copy.
        """),
    ]
  }

  private static var largePrograms: [Document.Block] {
    [
      .heading("Large programs"),
      .paragraph(
        """
        One gradient of 10^6 operations, from text to numbers (CasADi: from a Python script), wall \
        time as a multiple of the first line's, and memory:
        """),
      .code([
        "              chain of definitions  sum with 10^5 inputs",
        "autodiff      1 = 0.32 s, 131 MB    1 = 0.38 s, 94 MB",
        "gp 2.15       11, 9 MB              4.4, 199 MB",
        "CasADi 3.8.2  38, 327 MB            37, 257 MB",
      ]),
      .paragraph(
        """
        gp takes one derivative by each input in turn: two for the chain, only the first for the \
        sum.
        """),
    ]
  }

  private static var furtherWork: [Document.Block] {
    [
      .heading("Other work"),
      .paragraph(
        """
        Whole processes, with the build for any machine; those of 10^7 operations, of the Gaussian \
        process and of the formula written out are from a build of earlier the same day. The \
        programs are those of examples/large.sh.
        """),
      .list(
        [
          Document.Item(
            term: "0.09 s, 89 MB", text: "Gradient through 10^6 nested parentheses."),
          Document.Item(
            term: "0.09 s, 43 MB", text: "Gradient of `v = v*y + sin(v)`, 10^5 times."),
          Document.Item(
            term: "4.0 s, 1.1 GB", text: "Gradient of a chain of 10^7 operations."),
          Document.Item(
            term: "0.33 s, 109 MB",
            text: "Gradient of a Gaussian process likelihood, Cholesky factor of order 1000."),
          Document.Item(
            term: "0.24 s, 81 MB",
            text:
              "Sparse Hessian of Rosenbrock's function of 10^5 variables, as a vector program."),
          Document.Item(
            term: "2.4 s, 550 MB",
            text: "The same, written out as a formula of 10^6 operations."),
        ], .columns),
    ]
  }

  private static var kernels: [Document.Block] {
    [
      .heading("Kernels"),
      .paragraph(
        """
        A matrix product of order 512 runs at 21 GF/s in this build and at 70 GF/s in the native \
        one (0.38 and 1.5 times the rate of OpenBLAS with AVX2, in another run); both products of \
        its adjoint take 1.9 times as long, and value and gradient of `sum((A*B).^2)` 3.1 times as \
        long as the value.
        """),
      .paragraph(
        """
        Numbers of 17 digits are read in 15 ns and written in 18 ns. In blocks `exp`, `log` and \
        `sin` take 2.1, 2.1 and 3.3 ns, native 0.5, 0.5 and 0.9; the error function, the gamma and \
        the Bessel functions, 33 to 1300 ns, are no faster in blocks.
        """),
    ]
  }
}
