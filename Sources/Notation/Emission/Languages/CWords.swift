/// Words that a generated function, or a name in it, cannot be called in C and C++.
///
/// Keywords of C99 and C++20; what `<math.h>` and the headers that it draws in define as macros;
/// the functions of C99's library and those that compilers know without a header. Found by
/// declaring each word that glibc's headers and GCC's builtins mention, with `-Wall -Wextra
/// -pedantic`, as C99 and as C++17 and C++20.
enum CWords {
  /// Names in a function may be none of these.
  static let ofNames: [String] =
    split(keywords) + split(macros) + mathFunctions + split(constants)
    + split(constants).flatMap { variants(of: $0) } + EmittedFunction.ownNames
    + [EmittedFunction.memory]

  /// Nor may the function itself be one of these.
  static let ofFunctions: [String] =
    ofNames + mathFunctions.flatMap { variants(of: $0) } + split(library)

  private static func split(_ words: String) -> [String] {
    words.split(separator: " ").map(String.init)
  }

  /// Of `sin`: `sinf`, `sinl` and the functions of other widths.
  private static func variants(of name: String) -> [String] {
    ["f", "l", "f32", "f64", "f128", "f32x", "f64x"].map { name + $0 }
  }

  private static let keywords = """
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t char32_t \
    char8_t class co_await co_return co_yield compl concept const const_cast consteval constexpr \
    constinit continue decltype default delete do double dynamic_cast else enum explicit export \
    extern false float for friend goto if inline int long mutable namespace new noexcept not \
    not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires \
    restrict return short signed sizeof static static_assert static_cast std struct switch \
    template this thread_local throw true try typedef typeid typename typeof union unsigned using \
    virtual void volatile wchar_t while xor xor_eq
    """

  private static let macros = """
    BIG_ENDIAN BYTE_ORDER DOMAIN EXIT_FAILURE EXIT_SUCCESS FD_SETSIZE FP_FAST_FMA FP_ILOGB0 \
    FP_ILOGBNAN FP_INFINITE FP_INT_DOWNWARD FP_INT_TONEAREST FP_INT_TOWARDZERO FP_INT_UPWARD \
    FP_LLOGB0 FP_LLOGBNAN FP_NAN FP_NORMAL FP_SUBNORMAL FP_ZERO HUGE HUGE_VAL HUGE_VALF HUGE_VALL \
    INFINITY LITTLE_ENDIAN MATH_ERREXCEPT MATH_ERRNO MAXFLOAT NAN NFDBITS NULL OVERFLOW PDP_ENDIAN \
    PLOSS RAND_MAX SING SNAN TLOSS UNDERFLOW WCONTINUED WEXITED WNOHANG WNOWAIT WSTOPPED WUNTRACED \
    linux math_errhandling unix
    """

  private static let constants = """
    M_1_PI M_2_PI M_2_SQRTPI M_E M_LN10 M_LN2 M_LOG10E M_LOG2E M_PI M_PI_2 M_PI_4 M_SQRT1_2 \
    M_SQRT2
    """

  /// The functions of `<math.h>` that code may call.
  static let mathFunctions = split(
    """
    acos acosh asin asinh atan atan2 atanh canonicalize cbrt ceil copysign cos cosh erf erfc exp \
    exp10 exp2 expm1 fabs fdim floor fma fmax fmaximum fmaximum_mag fmaximum_mag_num fmaximum_num \
    fmaxmag fmin fminimum fminimum_mag fminimum_mag_num fminimum_num fminmag fmod fpclassify frexp \
    fromfp fromfpx gamma getpayload hypot ilogb isfinite isgreater isinf isless isnan isnormal \
    isunordered j0 j1 jn ldexp lgamma llogb llrint llround log log10 log1p log2 logb lrint lround \
    modf nan nearbyint nextafter nextdown nextup pow remainder remquo rint round roundeven scalbln \
    scalbn setpayload setpayloadsig signbit sin sincos sinh sqrt tan tanh tgamma totalorder \
    totalordermag trunc ufromfp ufromfpx y0 y1 yn
    """)

  private static let library = """
    FD_CLR FD_ISSET FD_SET FD_ZERO MB_CUR_MAX WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED \
    WIFSTOPPED WSTOPSIG WTERMSIG a64l abort abs access alarm aligned_alloc alloca arc4random \
    arc4random_buf arc4random_uniform asctime atexit atof atoi atol atoll bcmp bcopy be16toh \
    be32toh be64toh blkcnt64_t blkcnt_t blksize_t bsearch btowc bzero cabs cabsf cabsl cacos \
    cacosf cacosh cacoshf cacoshl cacosl caddr_t calloc canonicalize_file_name carg cargf cargl \
    casin casinf casinh casinhf casinhl casinl catan catanf catanh catanhf catanhl catanl ccos \
    ccosf ccosh ccoshf ccoshl ccosl cexp cexpf cexpl cimag cimagf cimagl clearenv clearerr clock \
    clock_t clockid_t clog clog10 clog10f clog10l clogf clogl close comparison_fn_t conj conjf \
    conjl cpow cpowf cpowl cproj cprojf cprojl creal crealf creall csin csinf csinh csinhf csinhl \
    csinl csqrt csqrtf csqrtl ctan ctanf ctanh ctanhf ctanhl ctanl ctime daddl daddr_t ddivl dev_t \
    dfmal dgettext difftime div div_t dmull double_t drand48 drand48_r drem dremf dreml dsqrtl \
    dsubl dup ecvt ecvt_r erand48 erand48_r errno exec execl execle execlp execv execve execvp \
    exit fadd faddl fclose fcvt fcvt_r fd_mask fd_set fdiv fdivl feclearexcept fegetenv \
    fegetexceptflag fegetround feholdexcept feof feraiseexcept ferror fesetenv fesetexceptflag \
    fesetround fetestexcept feupdateenv fflush ffma ffmal ffs ffsl ffsll fgetc fgetpos fgets \
    fgetwc finite finitef finitel float_t fmul fmull fopen fork fprintf fputc fputc_unlocked fputs \
    fputs_unlocked fputwc fread free freopen fsblkcnt64_t fsblkcnt_t fscanf fseek fsetpos \
    fsfilcnt64_t fsfilcnt_t fsid_t fsqrt fsqrtl fsub fsubl ftell fwrite fwrite_unlocked gamma_r \
    gcvt getc getchar getenv getloadavg getpid getpt gets getsubopt gettext gid_t gmtime grantpt \
    htobe16 htobe32 htobe64 htole16 htole32 htole64 i386 id_t imaxabs index initstate initstate_r \
    ino64_t ino_t int16_t int32_t int64_t int8_t isalnum isalpha isascii isblank iscntrl isdigit \
    isgraph islower isprint ispunct isspace issubnormal isupper iswalnum iswalpha iswblank \
    iswcntrl iswctype iswdigit iswgraph iswlower iswprint iswpunct iswspace iswupper iswxdigit \
    isxdigit jrand48 jrand48_r key_t kill l64a labs lcong48 lcong48_r ldiv ldiv_t le16toh le32toh \
    le64toh lgamma_r lgammaf128_r lgammaf32_r lgammaf32x_r lgammaf64_r lgammaf64x_r lgammaf_r \
    lgammal_r link llabs lldiv lldiv_t locale_t localeconv localtime loff_t longjmp lrand48 \
    lrand48_r main malloc mblen mbstowcs mbtowc memchr memcmp memcpy memmove mempcpy memset \
    mkdtemp mkostemp mkostemp64 mkostemps mkostemps64 mkstemp mkstemp64 mkstemps mkstemps64 mktemp \
    mktime mode_t mrand48 mrand48_r nexttoward nexttowardf nexttowardl nice nlink_t nrand48 \
    nrand48_r off64_t off_t on_exit open pause perror pid_t pipe posix_memalign posix_openpt pow10 \
    printf pselect pthread_attr_t pthread_barrier_t pthread_barrierattr_t pthread_cond_t \
    pthread_condattr_t pthread_key_t pthread_mutex_t pthread_mutexattr_t pthread_once_t \
    pthread_rwlock_t pthread_rwlockattr_t pthread_spinlock_t pthread_t ptsname ptsname_r putc \
    putc_unlocked putchar putchar_unlocked putenv puts qecvt qecvt_r qfcvt qfcvt_r qgcvt qsort \
    qsort_r quad_t quick_exit raise rand rand_r random random_r read realloc reallocarray realpath \
    register_t remove rename rewind rindex rpmatch scalb scalbf scalbl scanf secure_getenv seed48 \
    seed48_r select setbuf setenv setjmp setlocale setstate setstate_r setvbuf signal signgam \
    significand significandf significandl sigset_t size_t sleep snprintf sprintf srand srand48 \
    srand48_r srandom srandom_r sscanf ssize_t stat stpcpy stpncpy strcasecmp strcat strchr strcmp \
    strcoll strcpy strcspn strdup strerror strfmon strfromd strfromf strfromf128 strfromf32 \
    strfromf32x strfromf64 strfromf64x strfroml strftime strlen strncasecmp strncat strncmp \
    strncpy strndup strnlen strpbrk strrchr strspn strstr strtod strtod_l strtof strtof128 \
    strtof128_l strtof32 strtof32_l strtof32x strtof32x_l strtof64 strtof64_l strtof64x \
    strtof64x_l strtof_l strtok strtol strtol_l strtold strtold_l strtoll strtoll_l strtoq strtoul \
    strtoul_l strtoull strtoull_l strtouq strxfrm suseconds_t sync system time time_t timer_t \
    tmpfile tmpnam toascii tolower toupper towctrans towlower towupper truncate u_char u_int \
    u_int16_t u_int32_t u_int64_t u_int8_t u_long u_quad_t u_short uid_t uint ulong ungetc unlink \
    unlockpt unsetenv useconds_t ushort valloc vfprintf vfscanf vprintf vscanf vsnprintf vsprintf \
    vsscanf wait wcscpy wcslen wcstombs wctomb wctrans wctype wmemcpy wprintf write
    """
}
