// Well-known passwords in small letters: those that lists of leaks and keyboards begin with, and stems that
// people lengthen by digits.

export const COMMON_PASSWORDS = `
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word pa$$word
passwort motdepasse contrasena wachtwoord 12345678 123456789 1234567890 0123456789 87654321
987654321 9876543210 11111111 22222222 33333333 44444444 55555555 66666666 77777777 88888888
99999999 00000000 1111111111 0000000000 12341234 11223344 1122334455 112233445566 12121212 123123123
123321123 123412345 12345679 1234512345 123456123 123456abc 123456789a 123456789q 1q2w3e4r
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz@wsx zaq12wsx zaq1zaq1 zaq1xsw2 !qaz2wsx
q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 qwer1234 qwer4321 qwert123 qwerty12 qwerty123 qwerty1234
qwerty12345 qwerty123456 qwertyui qwertyuiop qwertyqwerty qwaszx12 qazwsxedc qazwsx123 qweasdzxc
qweasd123 qwe123456 asdfasdf asdfghjk asdfghjkl asdf1234 asdfqwer asd123456 zxcvbnm1 zxcvbnm123
zxcvasdf zxcv1234 1234qwer 12qwaszx 123qweasd 123qwe123 123qweasdzxc 1234abcd 12345qwert
123456qwerty 12345abc a1234567 a12345678 a123456789 a1b2c3d4 a1b2c3d4e5 aa123456 aa12345678 aaa11111
aaaaaaaa abc12345 abc123456 abc123abc abcd1234 abcd12345 abcdefgh abcdefg1 abcdefg123 abcabcabc
abc123456789 q123456789 w123456789 z123456789 s123456789 as123456 qq123456 qq123456789 zz123456
ww123456 asd12345 woaini520 woaini1314 woaini123 woaini521 5201314520 1314520520 iloveyou iloveyou1
iloveyou2 iloveyou12 iloveyou123 iloveyou! iloveyou3 iloveu123 iloveme1 ilovegod ilovemom ilovehim
lovelove lovelove1 loveyou1 loveme123 mylove123 truelove foreverlove letmein1 letmein123 letmeinnow
welcome1 welcome12 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 welcome@123 admin123
admin1234 admin12345 admin123456 admin@123 administrator adminadmin root1234 rootroot toor1234
changeme changeme1 changeme123 changeit default1 default123 guest123 guestguest test1234 test12345
testtest testtest1 testing1 testing123 temp1234 temporary login123 loginlogin user1234 username
username1 secret12 secret123 secretsecret topsecret access14 access123 master12 master123 masterkey
superman superman1 superuser supervisor server123 system123 manager1 service1 company1 company123
oracle123 mysql123 cisco123 office123 internet internet1 computer computer1 computer123 computer12
laptop123 windows1 windows10 microsoft samsung1 samsung123 google123 facebook facebook1 youtube1
whatever whatever1 nothing1 anything1 something sunshine sunshine1 sunshine12 princess princess1
princess12 princess123 football football1 football12 football123 baseball baseball1 baseball12
basketball basketball1 softball softball1 volleyball hockey123 soccer12 soccer123 swimming swimming1
skateboard snowboard superstar superstar1 champion champion1 champions liverpool liverpool1 chelsea1
chelsea123 arsenal1 arsenal123 barcelona barcelona1 realmadrid manchester manunited juventus1
bayern123 cowboys1 steelers steelers1 yankees1 dolphins patriots packers1 lakers24 michael1
michael12 michael123 michelle michelle1 jennifer jennifer1 jessica1 jessica123 jonathan joshua12
joshua123 matthew1 matthew12 anthony1 andrew12 andrew123 ashley12 ashley123 amanda12 amanda123
nicholas nicole12 nicole123 daniel12 daniel123 danielle danielle1 brandon1 brittany brittany1
charlie1 charlie123 charlotte christian christian1 christina christine christopher alexander
alexander1 alexandra elizabeth elizabeth1 stephanie stephanie1 samantha samantha1 victoria victoria1
veronica vanessa1 valentina sebastian sebastian1 benjamin benjamin1 gabriel1 gabriela patricia
patrick1 rebecca1 richard1 robert12 robert123 thomas12 thomas123 william1 jasmine1 jasmine12
katherine kimberly kimberly1 lawrence margaret marshall maverick maverick1 mercedes mercedes1
natalie1 olivia12 oliver12 pamela12 precious precious1 rachel12 scorpion scorpion1 sophie12 tiffany1
trustno1 trustno1! trustnoone carolina caroline cameron1 cassandra catherine dominic1 eminem12
fernando francisco frederick georgia1 giovanni gonzalez gregory1 guillermo hannah12 isabella
isabella1 jackson1 jacqueline justin12 kristina leonardo lorenzo1 madison1 mariposa martinez
mauricio melissa1 miguel12 monica12 morgan12 natasha1 peter123 rodriguez santiago savannah shannon1
spencer1 steven12 sylvester starwars starwars1 startrek pokemon1 pokemon12 pokemon123 naruto12
naruto123 dragon12 dragon123 dragonball dragonballz blackjack blackcat butterfly butterfly1
cheesecake chocolate chocolate1 cinnamon cookie12 cookie123 cookies1 cupcake1 strawberry blueberry
raspberry watermelon pineapple pumpkin1 peanut12 peaches1 banana12 banana123 sweetheart sweetpea
sweetness sweet123 angel123 angels12 angelina angelica babygirl babygirl1 babygirl12 babyboy1
babyblue bailey12 beautiful beautiful1 bigdaddy bluebird brooklyn brooklyn1 california canada12
celtic12 chicago1 diamond1 diamonds dallas12 dreamer1 elephant elephants eternity everton1 family123
fantasia fashion1 fireball firebird firefly1 fireman1 flamingo flower12 flower123 flowers1 forever1
forever21 freedom1 freedom123 friends1 friendship garfield genesis1 ginger12 gladiator goldfish
godzilla godisgood goodluck goodmorning gorgeous grandma1 greenday greenday1 guitar12 hahahaha
halloween happy123 happiness harley12 harrypotter heaven12 hellohello hello123 hello1234 hello12345
helloworld hello@123 hercules hollywood honey123 horses12 hunter12 hunter123 icecream icecream1
ihateyou ihateyou1 imissyou infinity integral iverson3 jackass1 jamaica1 jesus123 jesuschrist
jesusislord johnson1 jordan12 jordan123 jordan23 junior12 killer12 killer123 kingkong kittycat
lovebug1 lucky123 lucky777 madonna1 magic123 marathon marijuana marines1 marlboro marvel12 metallica
metallica1 midnight midnight1 million1 minecraft minecraft1 miracle1 mistress mohammed money123
moneyman monkey12 monkey123 monster1 monster123 montana1 moonlight mountain mustang1 mustang12
newcastle newyork1 ninja123 nintendo nirvana1 november october1 december february september sept2024
january1 orange12 orange123 panther1 panthers paradise paradise1 passion1 password! password@
password@1 password@123 pa$$w0rd p@$$w0rd p@ssw0rd1 p@ssw0rd123 pa55w0rd pass1234 pass12345 passpass
passme123 passcode peekaboo penguin1 phoenix1 pictures playboy1 playstation pleasure porsche1
portugal princesa princess2 purple12 purple123 rainbow1 rainbow12 ranger12 raiders1 redskins
registration remember rocknroll rockstar rockstar1 rockyou1 romance1 rosebud1 saturday scarface
scooter1 scotland seahawks security security1 shadow12 shadow123 shadow01 sheffield shopping
silver12 simple123 singapore slipknot slipknot1 smile123 smokey12 snickers snoopy12 snowball
snowflake snowman1 softball12 southpark spartan1 spiderman spiderman1 spongebob spongebob1 sparkle1
starfish summer12 summer123 summer2024 summer2025 summer2026 spring2024 spring2025 spring2026
autumn2024 autumn2025 autumn2026 winter2024 winter2025 winter2026 sunflower sunflower1 sunday12
superman12 superman123 surfer12 survivor tennessee terminator thailand thankyou thebeatles theresa1
thunder1 tigger12 timberland tinkerbell tinkerbell1 titanic1 tottenham tomorrow treasure trinity1
tweety12 twilight twilight1 undertaker unicorn1 universal universe valentine valentin viking12
warcraft warrior1 warriors webmaster westside wildcats wilson12 wolverine wonderful wordpass
wrestling xbox3600 yamaha12 yankees2 yourname yellow12 yellow123 zeppelin zxczxczxc zaqxswcde
openbell openbell1 openbell123 trading1 trading123 trader12 trader123 bitcoin1 bitcoin123 ethereum
cryptocurrency blockchain stockmarket nasdaq100 wallstreet moneymoney millionaire investor invest123
binance1 binance123 coinbase hodlhodl tothemoon woaiwojia woaiwoziji zhang123 zhangsan wang1234
wangwang liuliuliu chenchen123 li123456 wang123456 zhang123456 liu123456 chen123456 yang123456
abc@12345 caonima123 nihao123 nihaonihao beijing2008 shanghai1 taobao123 alibaba1 tencent1 qwerty!@#
!@#$%^&* !@#$%^&*( 1qaz!qaz 123.com123 asdf;lkj aptx4869 dearbook 147258369 147852369 159357456
741852963 789456123 963852741 258369147 321321321 456456456 789789789 135792468 246813579 13579246
24681012 102030405 10203040 01020304 31415926 314159265 27182818 20082008 20202020 20242024 20252025
20262026 19801980 19841984 19901990 66668888 88886666 16816888 168168168 520520520 52013145 52013140
13145200 111222333 111111111 222222222 123454321 1234554321 12344321 987654321a qaz123456 q1234567
q12345678 zxc123456 zxcvbnmm zxcvbnm, asdfgh12 asdfg123 fuckyou1 fuckyou2 fuckyou123 fuckyou!
fuckoff1 bullshit asshole1 badboy12 badgirl1 bitch123 sexygirl sexybitch hotstuff pussycat welcome
qwerty admin letmein monkey dragon master shadow michael jordan summer winter spring autumn trader
trading secret test login hello abc abcd qwe asd zxc qaz woaini
`.trim();
