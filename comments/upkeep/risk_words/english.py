"""English words by which editors are to see a comment first: our own, after the sources in docs/rules.md."""

SELF_HARM = """
kill myself
killing myself
end my life
ending my life
end my own life
take my own life
taking my own life
want to die
wanna die
wish i was dead
wish i were dead
better off dead
better off without me
no reason to live
nothing to live for
nothing left to live for
don't want to live
dont want to live
do not want to live
don't want to be here any*
don't want to be alive
can't go on like this
cant go on like this
tired of living
sick of living
never wake up again
not wake up tomorrow
won't be here tomorrow
won't be around much longer
won't be here much longer
my last message
my final goodbye
suicidal
my suicide
suicide note
suicide plan
thinking about suicide
thinking of suicide
thoughts of suicide
think about suicide
hurt myself
hurting myself
harm myself
harming myself
cut myself
cutting myself
cutting again
self harm
self harming
hang myself
shoot myself
drown myself
slit my wrists
jump off a bridge
jump off the bridge
jump in front of a train
took all my pills
take all my pills
swallow all my pills
kys
kill yourself
kill urself
hang yourself
neck yourself
do us all a favour and die
go and die
drink bleach
"""

THREATS = """
kill you
kill u
kill him
kill her
kill them all
going to kill
gonna kill
will kill you
rape you
stab you
stab him
shoot you
shoot him
shoot her
should be shot
ought to be shot
should be hanged
should be hung
should be strung up
string him up
string them up
hang him
hang her
hang them
hang the lot
deserves to die
deserve to die
deserves a bullet
deserve a bullet
a bullet in
hope you die
hope he dies
hope she dies
hope they die
someone should shoot
somebody should shoot
slit your throat
slit his throat
cut your throat
break your legs
break his legs
break your neck
break his neck
break every bone
smash your face
smash his face
smash her face
kick your head in
kick his head in
beat you up
beat him up
beat the shit out
burn you alive
burn your house
burn his house
burn her house
burn it to the ground
burn the place down
burn your car
bomb your
throw acid
know where you live
know where he lives
know where she lives
know where they live
know where your kids
know where your family
watch your back
you're dead
you are dead
you're a dead
dead man walking
dead meat
you'll regret
you will regret
you'll pay for this
you will pay for this
make you pay
make him pay
coming for you
come for you
coming after you
we'll find you
we will find you
i'll find you
i will find you
pay you a visit
pay him a visit
pay her a visit
your family will suffer
lynch*
"""

ACCUSATIONS = """
thief
thieves
is a crook
are crooks
bunch of crooks
that crook
this crook
fraudster*
con man
con men
conman
conmen
scammer*
embezzl*
stole
has been stealing
have been stealing
is stealing
took bribes
takes bribes
taking bribes
took a bribe
take bribes
bribed
bribes from
on the take
is corrupt
are corrupt
utterly corrupt
corrupt to the core
backhander*
kickback*
is a criminal
are criminals
convicted criminal
laundering
launders
laundered
paedophil*
pedophil*
paedo
pedo
nonce
child abuser
child molester
molest*
abused children
touches children
grooming
groomer
rapist*
raped
sex offender
sexual predator
assaulted her
groped
beats his wife
beat his wife
beats her kids
hits his kids
wife beater
murderer*
murdered
got away with murder
killed his
killed her
poisoned
fiddled
fiddles
fiddling the
cooks the books
cooked the books
cooking the books
tax evader*
tax cheat*
evades tax
evading tax
evaded tax
lied under oath
perjur*
forged
forger
faked his
faked her
faked the
plagiari*
pocketed
lined his pockets
lined her pockets
lined their pockets
lining his pockets
lining her pockets
lining their pockets
helped himself to
helped herself to
sells drugs
selling drugs
sold drugs
drug dealer
deals drugs
drives drunk
drove drunk
was drunk when he
ripped off
rips off
blackmail*
rigged
is a nazi
is a terrorist
benefit cheat*
should be in jail
should be in prison
belongs in jail
belongs in prison
belong in jail
"""
