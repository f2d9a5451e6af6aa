"""Part of bench/languages.py: our own sentences on four themes, in English and five languages."""

ENGLISH = {
    "waiting": (
        "The waiting list is far too long.",
        "We waited ten months for the first appointment.",
        "Nobody told us how long we would have to wait.",
        "By the time help came, we had waited more than a year.",
    ),
    "listening": (
        "The worker listened to me and took me seriously.",
        "The nurse was kind and patient with my son.",
        "Staff were friendly and never rushed us.",
        "She asked what I thought and really listened.",
    ),
    "travel": (
        "The bus to the clinic takes two hours.",
        "We cannot afford the fare to get there.",
        "It is too far to walk with a pushchair.",
        "There is no train or bus near the centre.",
    ),
    "records": (
        "I had to tell my story again to each new person.",
        "The school and the doctor do not share information with each other.",
        "Our records were lost when we moved.",
        "Each service asked us the same questions again.",
    ),
}
THEMES = ("waiting", "waiting", "listening", "listening", "travel", "travel", "records", "records")
# The first two sentences of each theme, in the order of THEMES.
TWINS = {
    "pl": (
        "Lista oczekujących jest o wiele za długa.",
        "Czekaliśmy dziesięć miesięcy na pierwszą wizytę.",
        "Pracownica wysłuchała mnie i potraktowała mnie poważnie.",
        "Pielęgniarka była miła i cierpliwa wobec mojego syna.",
        "Autobus do przychodni jedzie dwie godziny.",
        "Nie stać nas na bilet, żeby tam dojechać.",
        "Każdej nowej osobie musiałam opowiadać swoją historię od nowa.",
        "Szkoła i lekarz nie przekazują sobie informacji.",
    ),
    "ar": (
        "قائمة الانتظار طويلة جدا.",
        "انتظرنا عشرة أشهر للحصول على الموعد الأول.",
        "استمعت إليّ الموظفة وأخذت كلامي على محمل الجد.",
        "كانت الممرضة لطيفة وصبورة مع ابني.",
        "تستغرق الحافلة إلى العيادة ساعتين.",
        "لا نستطيع دفع أجرة المواصلات للوصول إلى هناك.",
        "اضطررت إلى أن أحكي قصتي من جديد لكل شخص جديد.",
        "المدرسة والطبيب لا يتبادلان المعلومات.",
    ),
    "ur": (
        "انتظار کی فہرست بہت لمبی ہے۔",
        "ہم نے پہلی ملاقات کے لیے دس مہینے انتظار کیا۔",
        "کارکن نے میری بات سنی اور مجھے سنجیدگی سے لیا۔",
        "نرس میرے بیٹے کے ساتھ مہربان اور صبر والی تھی۔",
        "کلینک تک بس میں دو گھنٹے لگتے ہیں۔",
        "ہم وہاں جانے کا کرایہ نہیں دے سکتے۔",
        "مجھے ہر نئے شخص کو اپنی کہانی دوبارہ سنانی پڑی۔",
        "اسکول اور ڈاکٹر ایک دوسرے کو معلومات نہیں دیتے۔",
    ),
    "bn": (
        "অপেক্ষার তালিকা অনেক বেশি লম্বা।",
        "প্রথম অ্যাপয়েন্টমেন্টের জন্য আমরা দশ মাস অপেক্ষা করেছি।",
        "কর্মী আমার কথা শুনেছেন এবং আমাকে গুরুত্ব দিয়েছেন।",
        "নার্স আমার ছেলের সাথে সদয় ও ধৈর্যশীল ছিলেন।",
        "ক্লিনিকে যেতে বাসে দুই ঘণ্টা লাগে।",
        "সেখানে যাওয়ার ভাড়া আমরা দিতে পারি না।",
        "প্রত্যেক নতুন মানুষকে আমার কাহিনী আবার বলতে হয়েছে।",
        "স্কুল আর ডাক্তার একে অপরকে তথ্য দেয় না।",
    ),
    "cy": (
        "Mae'r rhestr aros yn llawer rhy hir.",
        "Fe arhoson ni ddeg mis am yr apwyntiad cyntaf.",
        "Gwrandawodd y gweithiwr arnaf a'm cymryd o ddifrif.",
        "Roedd y nyrs yn garedig ac yn amyneddgar gyda fy mab.",
        "Mae'r bws i'r clinig yn cymryd dwy awr.",
        "Allwn ni ddim fforddio'r tocyn i gyrraedd yno.",
        "Roedd rhaid i mi adrodd fy stori eto wrth bob person newydd.",
        "Dydy'r ysgol a'r meddyg ddim yn rhannu gwybodaeth â'i gilydd.",
    ),
}
